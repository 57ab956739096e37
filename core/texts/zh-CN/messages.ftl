chat-notice-head = <b>{ $title }</b>（{ $year } 年度，{ $amount }）
chat-notice = { $text }
chat-notice-about = · { $about }：{ $text }
chat-notices-held =
    您停用机器人期间有 { $count } 条消息{ $more ->
        [0] ：
       *[other] ，最近的是：
    }
    { $told }
    { $more ->
        [0] { "" }
       *[other] 其余 { $more } 条在网页版的“消息”里（/web）。
    }
chat-inbox-title = <b>消息</b>（未读 { $unread }）
chat-inbox-empty = 还没有消息。
inbox-tab-all = 全部
inbox-tab-unread = 未读
inbox-none-unread = 没有未读的消息
inbox-column-text = 消息
inbox-column-at = 时间
