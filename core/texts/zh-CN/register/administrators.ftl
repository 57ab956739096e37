### 管理员信息（姓名、手机、办公电话）与找回登录

administrator-mobile = 手机
administrator-mobile-hint = 登记后，本人可以用手机验证码登录。填写人员编号时可留空，用人员库里的手机号。
administrator-mobile-stays = 现在是 { $mobile }。留空则不变。
administrator-mobile-shared = 这个手机号还登记在另一位管理员名下，不能用验证码登录。
administrator-no-mobile = 未登记手机
administrator-office-phone = 办公电话
administrator-name-hint = 本单位在册人员，姓名以人员库为准。
administrator-save = 保存
administrator-remove = 删除
administrator-remove-sure = 删除{ $name }的管理员身份？其登录、链接和聊天绑定立即失效。
administrator-remove-hint = 删除后不再管理这里，所有登录立即失效。以前的审核和录入记录保留。
administrator-done-saved = 已保存。
administrator-done-removed = 已删除。
administrator-link-make = 生成登录链接
administrator-link-hint = 本人忘记密码又收不到验证码时使用：打开链接后重新设置密码。
administrator-link-sure = 为{ $name }生成登录链接？链接用过后，原密码和其他登录失效。
administrator-link-title = 登录链接
administrator-link-words = 请{ $name }本人扫码或打开链接，重新设置密码：只能用一次，{ $at } 前有效，离开本页后不再显示。
refusal-administrator-changed = 刚刚有别人改过这位管理员的信息。请查看最新情况后再保存。
refusal-no-such-account = 没有这个登录账号。请核对。

### 被授权录入（科室、个人）

department-enters = 已授权代本科室人员录入
department-enters-not = 未授权代录
department-enters-hint = 授权后，科室管理员可以为本科室人员录入学分，由单位最终审核。本人录入不受影响。
department-enters-grant = 授权录入
department-enters-withdraw = 取消授权
department-done-granted = 已授权
department-done-withdrawn = 已取消授权
staff-event-entering-granted = 授权科室录入学分
staff-event-entering-withdrawn = 取消科室录入授权
person-enters = 已授权代本科室人员录入
person-enters-not = 未授权代录
person-enters-hint = 授权后，本人不是管理员也可以为本科室人员录入学分，由单位最终审核。调动或离开后自动失效。
department-granted = 被授权录入的个人
department-granted-none = 暂无。
department-granted-hint = 在人员页面授权或取消授权。
staff-event-person-entering-granted = 授权本人为本科室录入学分
staff-event-person-entering-withdrawn = 取消本人的录入授权
notice-entering-granted = 单位已授权您为本科室人员录入学分。打开“学分”→“录入学分”，选择为谁录入。
notice-entering-withdrawn = 单位已取消您为他人录入学分的授权。
refusal-enters-anyway = 管理员本来就可以为本科室录入，不需要另外授权。
refusal-not-here-any-more = 这位人员已离开，不能授权。
refusal-entering-not-granted = 本单位没有授权您的科室为他人录入学分。请由本人录入，或联系单位管理员。
