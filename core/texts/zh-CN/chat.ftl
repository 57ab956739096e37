chat-and = 、
chat-line = { $name }：{ $value }
chat-back = ‹ 返回
chat-cancel = ✕ 取消
chat-press-please = 请按下面的按钮选择。
chat-refused = ⚠️ { $why }
chat-upload-there = 这个文件超过 20 MB，聊天里收不了。请用下面的链接在网页上上传，10 分钟内有效，只能用一次：
chat-open-web = 打开网页
chat-greeting = { $name }，您好！
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
    /behind 还有谁没达标（管理员）
    /inbox 消息
    /web 登录网页版
    /language 语言
    /unlink 解除绑定
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
chat-menu-trainings = 我的培训
chat-reply = 回复编号选择。
chat-reply-card = 回复编号处理，例如 A1。
chat-why-return = 为什么退回？
chat-why-reject = 为什么不通过？
chat-card-choose = 请选择
chat-card-pressed = 已收到，请看下面的消息。
chat-send-originals = 这里的照片会被压缩。字看不清时，请在发送前勾选“原图”重新发。
