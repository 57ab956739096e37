refusal-wrong-password = 账号或密码不对。请核对后再试；忘记密码请联系科室管理员。
refusal-mobile-needed = 您像是首次登录，请再填写登记的手机号。
refusal-wrong-first-password = 证件号码、后六位或登记的手机号不对，也可能已经设置过自己的密码。请核对后再试，或联系科室管理员。
refusal-first-password-expired = 首次登录的期限已过。请联系科室管理员重新开通，或领取登录条。
refusal-nobody-ticked = 还没有选人。请先勾选。
refusal-too-many-ticked = 一次最多 { $most } 人，您选了 { $chosen } 人。请分几次办理。
refusal-unit-taken = 编号为 { $code } 的单位已经有了。请核对单位编号。
refusal-too-many-failures = { $minutes ->
    [0] 输错次数太多，请等 { $seconds } 秒再试。
   *[other] 输错次数太多，请等 { $minutes } 分钟再试。
}
refusal-password-too-short = 新密码至少 { $shortest } 位。请换一个长一些的。
refusal-password-too-long = 新密码最多 { $longest } 位。请换一个短一些的。
refusal-password-too-easy = 这个密码太容易被猜到（如姓名拼音、单位、证件号码、手机号、生日、常见的词或重复的字符）。请换一个别人想不到的，比如几个不相干的词。
refusal-link-used = 这个链接已经用过或已过期。请重新获取一个。
refusal-register-changed = 人员资料刚刚被别人改过。请查看最新情况后再操作。
refusal-number-taken = 这个人员编号已经是另一个人的。请核对编号。
