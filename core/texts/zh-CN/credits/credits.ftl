word-and-so = ；
word-or = 、或
credit-new = 新的学分
stage-draft = 草稿
stage-department-review = 待科室审核
stage-unit-review = 待单位审核
stage-authority-review = 待上级审核
stage-authority-elsewhere = 待登记上级结果
stage-approved = 审核通过
stage-approved-from = 审核通过，{ $day } 生效
stage-in-effect = 已生效
stage-returned = 已退回
stage-awarded = 已授分，待核销
stage-reversed = 已冲销，{ $day } 起不再计入
stage-rejected = 不通过
question-year = 年度
question-category = 学分类型
question-rule = 具体规定
question-quantity = 数量
question-rank = 作者排名
question-evidence = 证明材料
question-remark = 备注
arithmetic-per-quantity = { $quantity } { $unit ->
    [days] 天
   *[hours] 学时
}{ $steps } = { $points } 学分
arithmetic-rank = { author-rank } = { $points } 学分
arithmetic-fixed = 1 次 = { $points } 学分
arithmetic-cap = ，本类最高 { $cap }
arithmetic-kept = 按上报时的规则计 { $points } 学分
arithmetic-capped = ，本类最高 { $cap }，计 { $points } 学分
flag-same-file = 与{ $name } { $year } 年度的材料是同一个文件
flag-same-file-elsewhere = 同一个文件已用于{ $department } { $year } 年度的另一条学分
flag-similar-picture = 与{ $name } { $year } 年度的一张图片很像
flag-similar-picture-elsewhere = 与本人在{ $department } { $year } 年度的一张图片很像
flag-same-project = { $name } { $year } 年度已有相同项目编号的学分
flag-same-project-elsewhere = { $department } { $year } 年度已有相同项目编号的学分
flag-long-days = 平均每天 { $hours } 学时，请核对
event-entered = { $who } 开始录入
event-submitted = { $who } 上报
event-decided-approve = { $who } 审核通过
event-decided-return = { $who } 退回
event-decided-reject = { $who } 审核不通过
event-undone = { $who } 撤销了审核
event-withdrawn = { $who } 撤回
event-evidence-added = { $who } 添加材料
event-evidence-removed = { $who } 删除材料
event-reversed = { $who } 冲销了这条学分
event-awarded = { $who } 授分
event-award-included = { $who } 加入授分名单
event-award-excluded = { $who } 移出授分名单
event-taken-over = 从以前的记录转入
event-took-effect = 学分生效
notice-review-waiting = { $stage ->
    [authority-elsewhere] 有一条学分要报上级审核，请在收到结果后登记。
   *[other] 有一条学分等待您审核。
}
notice-decision-unit-review = 科室已通过，等待单位审核。
notice-decision-authority-review = 单位已通过，等待上级审核。
notice-decision-approved = 学分审核通过，次日生效。
notice-decision-returned = 学分被退回：{ $reason }
notice-decision-rejected = 学分未通过：{ $reason }
notice-took-effect = { $points } 学分已生效，计入 { $year } 年度。
notice-chat-asks = 聊天“{ $chat }”请求绑定到您的账号。不是您本人操作就不要确认。
notice-chat-ended = 您的密码已修改，这个聊天已解除绑定。需要时请在网页上重新绑定。
notice-chat-moved = 您的账号已改绑到另一个聊天，原来的聊天不再收到消息。如非本人操作，请立即修改密码。
notice-chat-linked = 聊天已绑定，以后的消息会同时发到这里。发送证书照片即可开始录入。
notice-chat-taken = 您绑定的聊天已被另一个账号绑定，您不再从聊天收到消息。
sex-male = 男
sex-female = 女
mode-personal = 个人录入
mode-training = 院内培训
form-file-name = { $year }年度学分登记表
days-range = { $first } 至 { $last }
