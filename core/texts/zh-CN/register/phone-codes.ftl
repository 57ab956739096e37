### 手机验证码登录（已登记的管理员）

phone-code-title = 手机验证码登录
phone-code-mobile = 手机号
phone-code-mobile-hint = 管理员信息里登记的手机号。验证码发到已绑定的聊天；没有绑定时发短信。
phone-code-send = 获取验证码
phone-code-sent = 如果这个手机号登记在一位管理员名下，验证码已经发出，{ $minutes } 分钟内有效，只能用一次。收不到时，请用账号和密码登录，或联系单位管理员。
phone-code-code = 6 位验证码
phone-code-again = 重新获取验证码
phone-code-password = 用账号和密码登录
phone-code-text = 学分系统登录验证码：{ $code }，{ $minutes } 分钟内有效。不是您本人操作时，请不要告诉任何人。
chat-sign-in-code = 登录验证码：<b>{ $code }</b>，{ $minutes } 分钟内有效。不是您本人操作时，请不要告诉任何人。
notice-sign-in-code = 有人用您登记的手机号获取了登录验证码。不是您本人操作时无需处理，也不要把验证码告诉别人。
refusal-wrong-code = 验证码不对、已用过或已过期。请核对，或重新获取。
refusal-codes-too-often = { $minutes ->
    [0] 刚刚获取过验证码，请等 { $seconds } 秒再试。
   *[other] 获取验证码太频繁，请等 { $minutes } 分钟再试，或用账号和密码登录。
}
