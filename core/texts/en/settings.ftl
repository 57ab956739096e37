### Me: language, password, where one is signed in, the chat

settings-title = Me
settings-language = Language
settings-language-zh-cn = 中文
settings-language-en = English
settings-password = Change password
settings-password-hint = Other devices are signed out when you save.
settings-password-save = Save the new password
settings-password-done = The new password is saved, other devices are signed out.
settings-sessions = Where you are signed in
settings-session-here = This device
settings-session-seen = Last used { $at }
settings-session-end = Sign out this device
settings-device = { $browser } · { $system }
settings-device-unknown = Unknown device
settings-chat = Chat bot
settings-chat-linked = A chat is linked; messages go there too.
settings-chat-blocked = The bot is blocked and cannot reach you. Please unblock it in the chat.
settings-chat-unlink = Unlink
settings-chat-words = Once linked, send photos of certificates in the chat to submit credits; decisions arrive there too.
settings-chat-link = Link a chat
settings-chat-scan = Scan with your phone, or open it on this phone
settings-chat-open = Open the chat
settings-chat-lasts = Good for 10 minutes, once.
settings-chat-none = The chat bot has not been set up. Please ask your administrator.
refusal-chat-not-set-up = The chat bot has not been set up, so no chat can be linked. Please ask your administrator.
