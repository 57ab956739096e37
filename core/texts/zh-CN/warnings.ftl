notice-year-end = { $days ->
    [0] 今天是 { $year } 年的最后一天
   *[other] 距 { $year } 年结束还有 { $days } 天
    }，您{ $missing }。{ $ways }
year-end-joint = { "" }
year-end-suffices = 待审核的 { $points } 分全部通过后就能达标。
year-end-waiting = 另有 { $points } 分待审核，全部通过后仍不够。
year-end-trainings = 可以参加的培训：{ $listed }。
year-end-training = 《{ $title }》{ $at }（{ $points } 分）
year-end-enter = 已经取得、还没有录入的学分，请尽快录入并上报。
notice-department-behind = { $department }：{ $year } 年还有 { $behind } 人不达标，{ $days ->
    [0] 今天是最后一天
   *[other] 距年底 { $days } 天
    }{ $hopeful ->
    [0] { "" }
   *[other] ；其中 { $hopeful } 人待审核的学分通过后就能达标
    }{ $absent ->
    [0] { "" }
   *[other] ；{ $absent } 人没有账号或从未登录，收不到提醒
    }。
notice-claims-waiting = 有 { $count } 条学分等待您审核已满 3 天，最久的等了 { $days } 天。
chat-status-own = 我的学分情况
chat-behind-list = 查看不达标人员
chat-review-now = 去审核
chat-remind-off = 别再提醒我
chat-remind-on = 恢复提醒
chat-reminders-off = 好的，年底达标和待审核不再自动提醒您，消息仍可用 /inbox 查看。想恢复时说“提醒我”。
chat-reminders-on = 好的，快到年底还没达标、或有学分等您审核太久时，会提醒您。
chat-web-behind = 用下面的链接打开还差学分人员的名单，10 分钟内有效，只能用一次：
settings-reminders = 自动提醒
settings-reminders-words = 年底前 90、30、7 天还没达标，或者有学分等您审核满 3 天时提醒您。培训日程、审核结果总会通知，不受影响。
settings-reminders-on = 提醒
settings-reminders-off = 不提醒
