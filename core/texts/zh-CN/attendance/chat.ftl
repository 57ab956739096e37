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
