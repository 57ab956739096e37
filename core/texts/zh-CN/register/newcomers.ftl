### 待首次登录的人员：重新开通、登录链接、登录条

newcomers-title = 待首次登录
newcomers-lead = 首次登录要用证件号码后六位和登记的手机号，开通后 { $days } 天内有效。手机号不对或没有登记的，请给登录链接或登录条。
newcomers-nobody = 所有人都登录过了
newcomers-nobody-words = 新人员建立账号后会列在这里。
newcomers-until = 可登录至 { $at }
newcomers-over = 已过期
newcomers-open = 重新开通
newcomers-link = 登录链接
newcomers-print = 打印登录条
newcomers-opened = 已为 { $count } 人重新开通首次登录。
newcomers-links-title = 登录链接
newcomers-links-words = 每个链接只能本人使用一次，{ $at } 前有效。现在复制或让本人扫码；离开本页后不再显示，之前给的链接已作废。
newcomers-links-copy = 复制链接
newcomers-links-none = 选中的人都已经登录过了。

slip-title = 继续医学教育学分 · 首次登录
slip-how = 用手机扫码，设置自己的密码。只能用一次，{ $until } 前有效。
slip-keep = 请本人保管，用后销毁。
slip-file-name = 登录条
