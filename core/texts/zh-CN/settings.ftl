### 我的：语言、密码、登录的设备、聊天

settings-title = 我的
settings-language = 语言
settings-language-zh-cn = 中文
settings-language-en = English
settings-password = 修改密码
settings-password-hint = 保存后，其他设备会退出登录。
settings-password-save = 保存新密码
settings-password-done = 新密码已保存，其他设备已退出登录。
settings-sessions = 已登录的设备
settings-session-here = 本机
settings-session-seen = 最近使用 { $at }
settings-session-end = 退出这台设备
settings-device = { $browser } · { $system }
settings-device-unknown = 未知设备
settings-chat = 聊天机器人
settings-chat-linked = 已绑定聊天，消息会同时发到那里。
settings-chat-blocked = 机器人被屏蔽，消息发不过去。请在聊天里解除屏蔽。
settings-chat-unlink = 解除绑定
settings-chat-words = 绑定后，在聊天里发证书照片就能填报，审核结果也会发到聊天。
settings-chat-link = 绑定聊天
settings-chat-scan = 用手机扫码，或在手机上直接打开
settings-chat-open = 打开聊天
settings-chat-lasts = 10 分钟内有效，只能用一次。
settings-chat-none = 聊天机器人还没有开通，请联系管理员。
refusal-chat-not-set-up = 聊天机器人还没有开通，不能绑定。请联系管理员。
