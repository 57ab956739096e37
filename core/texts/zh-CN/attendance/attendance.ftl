### 签到签退、大屏

checked-in-sign-in = { $at } 已签到
checked-in-sign-in-already = 已在 { $at } 签到
checked-in-sign-out = { $at } 已签退
checked-in-sign-out-already = 已在 { $at } 签退
checked-in-next = 离场时请再扫码签退：{ $opens } 至 { $closes }。
checked-in-late = 迟到
word-dot = { " · " }

attendance-title-sign-in = 签到
attendance-title-sign-out = 签退
attendance-whose = { $name }
attendance-at = { $phase ->
    [sign-out] 签退时间
   *[sign-in] 签到时间
}
attendance-place = 地点
attendance-when = 举办时间
attendance-confirm-sign-in = 确认签到
attendance-confirm-sign-out = 确认签退
attendance-confirming = 正在记录…
attendance-guest = 码已记下。登录后点一下确认就行，不用再扫。
attendance-guest-minutes = 请在 10 分钟内完成。
attendance-guest-enter = 登录并继续
attendance-guest-chat = 到聊天里继续
attendance-own-home = 回到首页

board-title = 签到大屏
board-training = 院内培训
board-points = { $points } 学分
board-count-sign-in = 已签到
board-count-sign-out = 已签退
board-scan-sign-in = 手机扫码签到
board-scan-sign-out = 手机扫码签退
board-typed = 不能扫码：打开 { $place }，输入
board-renewed = 二维码每 { $seconds } 秒更新 · 截图无效
board-opens = { $phase ->
    [sign-out] 距签退开始
   *[sign-in] 距签到开始
}
board-on-time = 准时签到还剩
board-closes-sign-in = 签到截止（记迟到）
board-closes-sign-out = 签退截止
board-over = { $phase ->
    [sign-out] 签退已结束
   *[sign-in] 签到已结束
}
board-newest = { $names }　刚刚签到
board-lost = 与服务器的连接断了，正在自动重新连接；过期的二维码会自动收起。请检查这台设备的网络；一两分钟后还没恢复，请负责人在“现场考勤”里为到场的人登记。
board-closed = 现在不显示二维码
board-auto = 自动
board-modes = 显示签到码还是签退码
board-no-script = 这个浏览器没有运行脚本。请每次更新后刷新本页。
board-refresh = 刷新
