chat-notice-head = <b>{ $title }</b>（{ $year } 年度，{ $amount }）
chat-notice = { $text }
chat-inbox-title = <b>消息</b>（未读 { $unread }）
chat-inbox-empty = 还没有消息。
