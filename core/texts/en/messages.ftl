chat-notice-head = <b>{ $title }</b> ({ $year }, { $amount })
chat-notice = { $text }
chat-notice-about = · { $about }: { $text }
chat-notices-held =
    { $count } messages came while you had stopped the bot{ $more ->
        [0] :
       *[other] ; the latest:
    }
    { $told }
    { $more ->
        [0] { "" }
       *[other] The other { $more } are in the inbox of the web app (/web).
    }
chat-inbox-title = <b>Messages</b> ({ $unread } unread)
chat-inbox-empty = No messages yet.
inbox-tab-all = All
inbox-tab-unread = Unread
inbox-none-unread = No unread messages
inbox-column-text = Message
inbox-column-at = At
