chat-and = {", "}
chat-line = { $name }: { $value }
chat-back = ‹ Back
chat-cancel = ✕ Cancel
chat-press-please = Please choose with the buttons below.
chat-refused = ⚠️ { $why }
chat-upload-there = This file is over 20 MB, more than a chat can take. Please upload it in the web app with this link, once, within ten minutes:
chat-open-web = Open the web app
chat-greeting = Hello { $name }!
chat-only-private = Credits are personal. Please talk to me in a private chat.
chat-help =
    <b>Just send a photo or PDF of your certificate to enter credits.</b>
    You may also ask “am I compliant?” or “how many credits do I need?”.
    /new enter credits
    /status do I meet the standard
    /credits my credits
    /trainings my trainings
    /forms registration form (PDF)
    /review review (administrators)
    /behind who is behind (administrators)
    /inbox messages
    /web sign in to the web app
    /language language
    /unlink unlink this chat
chat-small-talk =
    I can enter and look up your credits: send a photo or PDF of a certificate to begin, or ask “am I compliant?”.
    Everything is in /help .
chat-not-understood = I cannot read this kind of message. Please send a photo, a picture file or a PDF of your certificate, or write to me.
chat-defect = Sorry, something went wrong here; it has been noted. Your draft is safe, please try again, or use the web app.
refusal-chat-no-own-record = Your account has no credit record of its own, so credits cannot be entered or shown here. To enter for your people use the web app (/web); to review send /review .
refusal-chat-file-not-fetched = This file cannot be fetched just now. Please send it again, or upload it in the web app.
chat-menu-new = Enter credits
chat-menu-status = Do I meet the standard
chat-menu-credits = My credits
chat-menu-review = Review
chat-menu-forms = Registration form (PDF)
chat-menu-inbox = Messages
chat-menu-web = Sign in to the web app
chat-menu-language = Language 语言
chat-menu-unlink = Unlink this chat
chat-menu-help = Help
chat-menu-trainings = My trainings
chat-reply = Reply with the number or letter to choose.
chat-reply-card = Reply with the mark, such as A1.
chat-why-return = Why is it returned?
chat-why-reject = Why is it rejected?
chat-card-choose = Please choose
chat-card-pressed = Received; see the message below.
chat-send-originals = Photos are compressed here. If the text is hard to read, tick “original” when you send them.
