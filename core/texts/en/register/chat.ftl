chat-web-link = Sign in to the web app with this link, once, within ten minutes:
chat-web-continue = Go on in the web app with this link, once, within ten minutes:
chat-link-behind = <a href="{ $url }">{ $label }</a> (if it does not open, sign in at { $page } in a browser)
chat-link = <a href="{ $url }">{ $label }</a>  { $url }
chat-ask-link = <b>Link this chat to the account of { $name } ({ $place })?</b> Only do so if the account is yours.
chat-ask-link-again = This chat belongs to { $name } now; once moved, it receives nothing of that account any more.
chat-link-yes = It is my account
chat-link-no = Not mine
chat-link-agreed = One more step: go back to the web app, { $url } , check the name of the chat and press “It is mine, link it”. Good for ten minutes.
chat-link-refused = Nothing was linked. The link is void; if somebody else sent it to you, please ignore it.
chat-stranger =
    Hello! This is the assistant for continuing medical education credits.
    Please link your account first: open { $url } in a browser, sign in and press “Link a chat”, then scan the picture or send me the code.
    If you have no account, please ask your department’s administrator.
chat-stranger-short = This chat is not linked to an account yet. Send /start to see how.
chat-ask-language = 请选择语言 / Choose a language
chat-language-name = English
chat-language-set = All right, English from now on.
chat-ask-unlink = This chat is linked to { $name }. Once unlinked it gets no more messages; those in the web app stay.
chat-unlink = Unlink
chat-keep = Keep
chat-unlinked = Unlinked. Send /start to begin again.
chat-nothing-changed = All right, nothing was changed.
