### 调入调出：本单位内调动、释放、接收

transfer-title = 调入人员
transfer-lead = 输入对方的证件号码和姓名，两项都对才能查到。每次查询都有记录，查错多了要等一会儿。
transfer-document = 证件号码
transfer-name = 姓名
transfer-find = 查询
transfer-found = 查到以下人员
transfer-into = 调入科室
transfer-take = 确认调入
transfer-nowhere = 本单位没有可以调入的科室。请先添加科室。
transfer-what-follows = 调入后，此人由您的单位管理，待审核的学分转给这里审核。今年的年度记录仍属原单位，明年起属本单位。
transfer-taken = { $name } 已调入 { $place }。
transfer-person-title = 调动
transfer-where = 工作经历
transfer-since = { $from } 起
transfer-from-to = { $from } 至 { $to }
transfer-always = 建库以前起
transfer-claims = 待审核的学分 { $count } 条，会随人转给新的审核人。
transfer-move = 调到本单位其他科室
transfer-move-words = 立即生效：由新科室管理，今年的年度记录改为新科室，以前年度不变。
transfer-move-to = 科室
transfer-move-button = 确认调动
transfer-release = 释放到其他单位
transfer-release-words = 释放后其他单位凭证件号码和姓名接收。此人的登录、登录链接和聊天绑定立即结束，担任的管理员一并取消。
transfer-release-on = 离开日期
transfer-release-button = 确认释放
transfer-released = 已释放，离开日期 { $day }，等待其他单位接收。
transfer-left = 人员状态为离职，其他单位可以接收。
transfer-withdraw = 撤销释放
transfer-told-moved = 已调动。
transfer-told-released = 已释放。
transfer-told-kept = 已撤销释放。
notice-person-moved = 您已调到 { $place }。{ $claims ->
    [0] {""}
   *[other] 待审核的 { $claims } 条学分已转给那里审核。
}
event-moved = { $who } 转给新的审核人

refusal-nobody-fits = 没有查到。请核对证件号码和姓名，两项都要与对方单位登记的一致。
refusal-not-released = 这个人还在别的单位。请原单位先办理释放，再来接收。
refusal-already-here = 这个人就在本单位。科室之间调动，请在人员的“调动”页办理。
refusal-already-released = 已经释放过了，等待其他单位接收。
refusal-release-day-ahead = 离开日期 { $day } 还没有到。请在当天或之后办理。
refusal-last-administrator = 这个人是本单位唯一的管理员。请先指定另一位管理员。
