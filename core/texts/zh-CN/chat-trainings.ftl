### 聊天里的院内培训：我的培训、签到签退、审核

chat-menu-trainings = 我的培训

chat-trainings-title = <b>我的培训</b>
chat-trainings-none = 近两个月没有安排您参加的培训。有新的安排，会在前一天和一小时前在这里提醒您。
chat-trainings-nobody = 这个账号没有对应的人员，没有要参加的培训。审核培训请发 /review ，安排培训请用网页版（/web）。
chat-trainings-more = 还有 { $count } 场，请在网页版查看（/web）。
chat-training-line =
    <b>{ $title }</b> · { $cycle }
    🕑 { $when }
    📍 { $place }
    { $state }
chat-coming-ahead = ▫️ { $opens } 起可以签到
chat-coming-open-sign-in = 🟢 现在可以签到，{ $until } 截止
chat-coming-arrived = ✅ { $came } 已签到，{ $out_opens } 起可以签退
chat-coming-open-sign-out = 🟢 { $came } 已签到，现在可以签退，{ $out_until } 截止
chat-coming-left = ✅ { $came } 签到，{ $left } 签退
chat-coming-only-left = ⚠️ { $left } 签退，没有签到记录，请联系组织者
chat-coming-only-arrived = ⚠️ { $came } 签到，没有签退记录，请联系组织者
chat-coming-missed = ⚠️ 没有签到记录，请联系组织者

chat-scan = 📷 扫码签到签退
chat-own-trainings = 我的培训
chat-own-credits = 我的学分
chat-training-web = 在网页上查看
chat-web-scan = 用下面的链接打开扫码页面，10 分钟内有效，只能用一次：
chat-web-training = 用下面的链接在网页上查看，10 分钟内有效，只能用一次：

chat-stranger-code =
    您好！这个聊天还没有绑定账号，这次扫码还没有记录。
    请先绑定：在浏览器打开 { $url } ，登录后点“绑定聊天”。然后再打开一次刚才的签到链接，扫码后 10 分钟内都有效。
    没有账号请联系科室管理员。
chat-judged =
    <b>{ $phase } · 《{ $title }》</b>
    🕑 { $when }
    📍 { $place }
    { $name }，{ $at } 扫码。请核对，按下面的按钮才会记录。
chat-judged-late = ⚠️ 已过规定时间，会记为迟到。
chat-press-sign-in = ✅ 签到
chat-press-sign-out = ✅ 签退
chat-recorded-sign-in = <b>{ $at } 已签到</b> · 《{ $title }》
chat-recorded-sign-in-late = <b>{ $at } 已签到（迟到）</b> · 《{ $title }》
chat-recorded-sign-out = <b>{ $at } 已签退</b> · 《{ $title }》
chat-recorded-before = 记录已经在了，以这个时间为准。
chat-recorded-next = 离场时请再扫码签退：{ $opens } 至 { $closes }。

chat-training-waiting = 📥 <b>有院内培训等待您审核</b>
chat-waiting-plan = 培训计划
chat-waiting-closing = 培训核销
chat-training-title = <b>{ $kind }《{ $title }》</b>
chat-training-by =
    { $department } · { $who }
    { $at } 提交
chat-training-assessment = 考核方式
chat-training-number = 其他编号
chat-training-remark = 备注
chat-training-now = 现在是“{ $state }”
chat-cycle =
    <b>{ $cycle }</b> { $when }
    📍 { $place }
chat-cycle-expected = 参加人员：{ $people }
chat-cycle-capacity = 容量：{ $count } 人
chat-cycle-rule = 出席要求：{ $rule }
chat-and-others = { $listed }等，另有 { $count } 人
chat-course = · { $topic }（{ $teacher }，{ $hours } 学时，{ $method }）
chat-closing-cycle =
    <b>{ $cycle }</b> { $when }
    应到 { $expected } 人，签到 { $came } 人，符合出席要求 { $present } 人，考勤存疑 { $flagged } 人
chat-closing-cycle-open =
    <b>{ $cycle }</b> { $when }
    全单位开放，签到 { $came } 人，符合出席要求 { $present } 人，考勤存疑 { $flagged } 人
chat-closing-awarded = 授分 { $count } 人，学员每人 { $points } 学分
chat-closing-guests = 院外人员 { $count } 人
chat-closing-passed = 考核合格 { $count } 人
chat-closing-report = 执行情况反馈：{ $text }

