### 自己的一期培训：请假、加入日历

own-courses = 课程
own-event = 加入手机日历
own-cancelled = 这项培训已取消：{ $reason }
own-excuse = 不能参加，请假
own-excuse-hint = 组织者会看到原因；请假的人不算缺席。本期结束前可以撤回；到场签到的，按到场算。
own-reason-hint = 只有组织者看得到。最多 { $longest } 个字。
own-excuse-send = 提交请假
own-excused-title = 已请假
own-withdraw = 撤回请假
own-excused = 已请假
own-withdrawn = 已撤回请假
own-reason-duty = 值班
own-reason-away = 外出学习或出差
own-reason-ill = 病假
own-reason-leave = 休假
coming-excused = 已请假
coming-past = 参加过的培训
room-tab-excused = 请假
room-excused = 请假：{ $reason }
room-empty-excused-title = 没有人请假
attendance-sheet-excused = 请假：{ $reason }
award-why-excused = 请假
award-why-not-passed = 考核不合格
training-event-excused = { $name } 请假，第 { $number } 期
training-event-excuse-withdrawn = { $name } 撤回请假，第 { $number } 期
refusal-excuse-too-late = 《{ $title }》的这一期已经结束或不再举办，不能请假或撤回。
calendar-name = 学分 · 我的培训
chat-coming-excused = 🗓 已请假
chat-excuse = 🙋 请假
chat-excuse-none = 现在没有可以请假的培训：近两个月没有安排您参加的，或者您已经请过假。
chat-excuse-which = 哪一场不能参加？
chat-excuse-one = { $title } · { $when }
chat-excuse-why =
    <b>{ $title }</b>
    🕑 { $when }
    不能参加？请写一下原因，例如“当天值夜班”。只有组织者看得到。
chat-excuse-no = 我能参加，不请假
chat-excuse-done =
    🗓 已请假：<b>{ $title }</b> · { $when }
    原因：{ $reason }
    请假的人不算缺席；到场签到的，按到场算。要撤回请用网页版（/web）。
chat-excuse-kept = 好的，没有请假。
