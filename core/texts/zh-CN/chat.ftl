chat-photo-name = 照片 { $taken }.jpg
chat-amount = { $points } 学分
chat-no-amount = 学分待定
chat-and = 、
chat-days = { $first } 至 { $last }
chat-line = { $name }：{ $value }
chat-unnamed = 未说明
chat-no-evidence = 还没有材料
chat-evidence-unnamed = { $count } 份
chat-evidence = { $count } 份（{ $kinds }）
chat-evidence-line = 材料：{ $it }
chat-head = <i>{ $year } 年度 · { $place } · 材料 { $evidence }</i>
chat-returned-because = { $place }（退回原因：{ $reason }）
chat-back = ‹ 返回
chat-cancel = ✕ 取消
chat-on-the-web = 在网页上填写
chat-ask-year = <b>这是哪一年度的学分？</b>
chat-ask-category = <b>这是哪一类学分？</b>
chat-closed = 尚未开放：{ $names }
chat-ask-rule = <b>按哪一条规定计分？</b>
chat-rule-line = { $place }. { $name }：{ $statement }
chat-ask-text = <b>{ $name }？</b>请直接发文字，最多 { $longest } 字。
chat-ask-choice = <b>{ $name }？</b>请选择一项。
chat-ask-date = <b>{ $name }？</b>请发一个日期，例如 { $today }，也可以说“昨天”。
chat-ask-dates = <b>{ $name }？</b>请发起止日期，例如 2026-03-12 至 03-14；只有一天就发那一天，也可以说“昨天”。
chat-ask-remark = <b>{ $name }？</b>可以不填；请直接发文字，最多 { $longest } 字。
chat-use = 用“{ $text }”
chat-ask-kind = <b>第 { $place } / { $count } 份材料是什么？</b>（{ $name }）
chat-kind-said = 📎 { $place }. { $kind }
chat-drop-file = 删除这份材料
chat-press-please = 请按下面的按钮选择。
chat-refused = ⚠️ { $why }
chat-summary-title = <b>请核对后上报</b>
chat-year-only = { $year } 年度
chat-claim-head = <b>{ $year } { $name }</b>
chat-held = 本项另有 { $held } 学分已通过或在审核中
chat-then-missing = 通过后累计 { $has } / { $needs }，仍差 { $missing }
chat-then-enough = 通过后累计 { $has } / { $needs }，总学分已够
chat-still-missing = <b>还不能上报，请补齐：</b>
chat-fault = · { $fault }
chat-submit = ✅ 保存并上报
chat-edit = ✏️ 修改
chat-save = 💾 仅保存
chat-ask-edit = <b>要修改哪一项？</b>材料可以直接再发照片补充。
chat-file-label = 📎 { $place }. { $kind }
chat-ask-remove = <b>删除这条草稿？</b>已发的材料会一起删除。
chat-remove = 🗑 删除草稿
chat-removed = 草稿已删除。
chat-saved = 已保存，尚未上报。可以在 /credits 里继续填写。
chat-submitted = ✅ <b>已上报。</b>有结果会在这里告诉您。
chat-card-title =
    <b>{ $title }</b>
    状态：{ $state }
chat-reason = 原因：{ $reason }
chat-event = { $at } { $what }
chat-event-new = 🔵 { $at } { $what }
chat-continue = 继续填写
chat-correct = ✏️ 修改后重新上报
chat-withdraw = 撤回
chat-copy = 复制为新草稿
chat-open = 查看这条学分
chat-no-credits = 还没有学分记录。发一张证书照片就可以开始录入。
chat-list-title = <b>我的学分</b>（{ $first }–{ $last }，共 { $total } 条）。按数字查看：
chat-list-line =
    { $place }. { $title }
       { $year } · { $amount } · { $state }
chat-newer = ‹ 较新
chat-older = 较早 ›
chat-person =
    <b>{ $name }</b> { $title } · { $department }
    { $number }
chat-flag = 🚩 { $flag }
chat-submitted-at = 上报时间：{ $at }
chat-approve = ✅ 通过
chat-return = ↩️ 退回
chat-reject = ❌ 不通过
chat-skip = 跳过 ›
chat-next = 下一条 ›
chat-undo = 撤销（10 秒内）
chat-decided = <b>{ $what }</b>（{ $state }）
chat-type-reason = 自己写原因
chat-ask-return-reason = 请发一条消息说明退回原因，最多 180 字。
chat-ask-reject-reason = 请发一条消息说明不通过的原因，最多 180 字。
chat-review-waiting = 📥 <b>有新的学分等待您审核</b>
chat-queue-head = <b>待审核 { $waiting } 条，第 { $at } 条</b>
chat-queue-empty = 没有等待您审核的内容。
chat-queue-end = 后面没有了，还有 { $waiting } 条待审核。
chat-from-start = 从头再看
chat-year-title = <b>{ $year } 年度 · { $name }</b>
chat-bar = { $bar } { $has } / { $needs } 学分
chat-counting = 计入 { $has } 学分
chat-check-met = ✅ { $name } { $has } / { $needs }
chat-check-missing = ▫️ { $name } { $has } / { $needs }，{ $missing }
chat-waiting-under-review = 审核中 { $points } 学分
chat-waiting-not-in-effect = 已通过、次日生效 { $points } 学分
chat-hope-met = 都通过后累计 { $has } 学分：{ $outcome }
chat-hope-missing = 都通过后累计 { $has } 学分，{ $missing }
chat-not-counted = <b>没有全部计入的学分：</b>
chat-not-counted-line = · { $title }（{ $points }）：{ $why }
chat-form-of = 📄 { $year } 年度登记表
chat-ask-form = <b>要哪一年度的学分登记表？</b>
chat-form-caption = { $year } 年度学分登记表
chat-form-lacks = 注意：{ $name } 的“{ $letter }”没有可用的字形，表中以〓代替，请手写补上。
chat-notice-head = <b>{ $title }</b>（{ $year } 年度，{ $amount }）
chat-notice = { $text }
chat-web-link = 用下面的链接登录网页版，10 分钟内有效，只能用一次：
chat-web-continue = 用下面的链接在网页上继续填写，10 分钟内有效，只能用一次：
chat-upload-there = 这个文件超过 20 MB，聊天里收不了。请用下面的链接在网页上上传，10 分钟内有效，只能用一次：
chat-open-web = 打开网页
chat-link = <a href="{ $url }">{ $label }</a>　{ $url }
chat-ask-link = <b>把这个聊天绑定到 { $name }（{ $place }）的账号？</b>是您本人的账号才绑定。
chat-ask-link-again = 这个聊天现在绑定的是 { $name }，改绑后不再收到原账号的消息。
chat-link-yes = 是我的账号
chat-link-no = 不是我的
chat-link-agreed = 还差一步：回到网页 { $url } ，核对聊天名称后点“是我的聊天，绑定”。10 分钟内有效。
chat-link-refused = 没有绑定。这个链接已作废；如果是别人发给您的，请不要理会。
chat-greeting = { $name }，您好！
chat-stranger =
    您好！这里是学分助手，可以录入、审核和查询继续医学教育学分。
    请先绑定账号：在浏览器打开 { $url } ，登录后点“绑定聊天”，用手机扫码，或把绑定码发到这里。
    没有账号请联系科室管理员。
chat-stranger-short = 这个聊天还没有绑定账号。请发 /start 查看怎么绑定。
chat-only-private = 学分涉及个人信息，请与我单独聊天。
chat-help =
    <b>直接发证书的照片或 PDF，就能录入学分。</b>
    也可以问“达标吗”“我还差多少学分”。
    /new 录入学分
    /status 是否达标
    /credits 我的学分
    /trainings 我的培训
    /forms 学分登记表（PDF）
    /review 审核（管理员）
    /inbox 消息
    /web 登录网页版
    /language 语言
    /unlink 解除绑定
chat-ask-language = 请选择语言 / Choose a language
chat-language-name = 中文
chat-language-set = 好的，以后都用中文。
chat-ask-unlink = 这个聊天现在绑定的是 { $name }。解除后这里不再收到消息，网页版的消息不受影响。
chat-unlink = 解除绑定
chat-keep = 保留
chat-unlinked = 已解除绑定。再次使用请发 /start。
chat-nothing-changed = 好的，没有改动。
chat-inbox-title = <b>消息</b>（未读 { $unread }）
chat-inbox-empty = 还没有消息。
chat-small-talk =
    我能帮您录入和查询学分：发证书的照片或 PDF 开始录入，问“达标吗”看结果。
    全部功能见 /help 。
chat-not-understood = 这种消息我看不懂。请发证书的照片、图片文件或 PDF，或者发文字。
chat-defect = 抱歉，这一步出了问题，已经记录下来。您的草稿没有丢，请再试一次；还不行请在网页上办理。
refusal-chat-no-own-record = 您的账号没有个人学分档案，不能在聊天里录入或查询自己的学分。替科室人员录入请用网页版（/web），审核请发 /review 。
refusal-chat-file-not-fetched = 这个文件暂时取不到。请重新发一次；还不行请在网页上上传。
chat-menu-new = 录入学分
chat-menu-status = 是否达标
chat-menu-credits = 我的学分
chat-menu-review = 审核
chat-menu-forms = 学分登记表（PDF）
chat-menu-inbox = 消息
chat-menu-web = 登录网页版
chat-menu-language = 语言 Language
chat-menu-unlink = 解除绑定
chat-menu-help = 帮助
