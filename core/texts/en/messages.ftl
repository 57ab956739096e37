chat-notice-head = <b>{ $title }</b> ({ $year }, { $amount })
chat-notice = { $text }
chat-inbox-title = <b>Messages</b> ({ $unread } unread)
chat-inbox-empty = No messages yet.
