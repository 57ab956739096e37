### 登录、首次设置密码、登录链接

sign-in-title = 登录
sign-in-lead = 继续医学教育学分
sign-in-account = 账号
sign-in-account-hint = 本人：证件号码。管理员：单位或科室编号。
sign-in-password = 密码
sign-in-password-hint = 首次登录用证件号码后六位，还要核对登记的手机号。
sign-in-mobile = 登记的手机号
sign-in-mobile-hint = 单位人员库里登记的手机号。换过号码请联系科室管理员。
sign-in-enter = 登录
sign-in-by-code = 管理员用手机验证码登录
sign-in-trouble = 登录遇到问题？
sign-in-phone = 服务电话
sign-in-email = 服务邮箱
sign-in-other-language = English

password-first-title = 设置新密码
password-first-lead = { $name }，您好。首次密码只能用一次，请设置自己的密码。
password-new = 新密码
password-new-hint = 至少 10 位，不限字符种类，越长越好。不要用姓名拼音、证件号码、手机号或生日。
password-again = 再输入一次
password-set = 保存并进入
password-old = 现在的密码
refusal-passwords-differ = 两次输入的新密码不一样，请重新输入。

link-title = 登录链接
link-whose = 以{ $name }的身份登录
link-words = 这个链接只能用一次。如果您不是{ $name }，请不要继续。
link-enter = 登录
password-show = 显示密码
sign-out = 退出登录
