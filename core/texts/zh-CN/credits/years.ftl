outlook-met = 达标
outlook-on-the-way = 审核通过后达标
outlook-behind = 还差学分
outlook-not-required = 未做要求
years-title = 人员达标情况
years-tab-behind = 还差学分
years-tab-on-the-way = 审核通过后达标
years-tab-met = 达标
years-tab-not-required = 未做要求
years-tab-all = 全部
years-column-outlook = 达标结果
years-column-reasons = 不达标原因
years-column-missing = 还差
years-column-points = 计入达标学分
years-column-hours = 计入达标学时
years-filter-stage = 审核状态
years-stage-waiting = 有审核中的学分
years-stage-returned = 有被退回的学分
years-stage-approved = 有审核通过的学分
years-stage-rejected = 有不通过的学分
years-filter-credits = 学分
years-without-credits = 没有学分
years-recounting = 正在重新计算
years-empty-title = 没有符合条件的人员
years-empty = 换一个年度、标签或筛选条件看看。
years-empty-behind-title = 没有人还差学分
years-empty-behind = 这个范围内，本年度要求达标的人员都已达标，或审核通过后即可达标。
years-remind = 提醒他们
years-remind-hint = 在收件箱和聊天中告诉每个人还差多少；同一个人一周最多提醒一次。
years-reminded = 已提醒 { $told } 人。{ $lately ->
    [0] {""}
   *[other] { $lately } 人一周内已经提醒过，这次没有再提醒。
}{ $unreachable ->
    [0] {""}
   *[other] { $unreachable } 人没有账号，无法提醒。
}{ $not_behind ->
    [0] {""}
   *[other] { $not_behind } 人不需要提醒，或正在重新计算。
}
years-more = 更多查询
totals-title = 人员学分情况
totals-column-points = 总学分
totals-column-hours = 总学时
refusal-too-many-reminded = 一次最多提醒 { $most } 人，请先按科室或职称筛选。
refusal-nobody-reminded = 请先勾选要提醒的人。
notice-behind = { $who }提醒您：{ $year } 年度{ $missing }。
home-year-standing = { $year } 年度达标情况
years-result-required = 要求达标
years-result-met = 达标
years-result-not-met = 不达标
years-result-on-the-way = 审核通过后达标
years-result-behind = 还差学分
years-result-not-required = 未做要求
completion-title = 学分完成情况统计
completion-tab-level = 职称级别
completion-tab-title = 职称
completion-tab-department = 科室
completion-tab-post = 在编状态
completion-column-group = 分组
completion-column-people = 人数
completion-column-required = 要求达标
completion-column-met = 达标
completion-column-not-met = 不达标
completion-column-not-required = 未做要求
completion-column-rate = 达标率
completion-column-points = 总学分
completion-column-mean = 人均学分
completion-column-empty = 没有学分
completion-none = 没有年度记录或未填写
completion-total = 合计
completion-chart = 达标率
completion-bar = { $met } / { $required } 人 · { $rate }
completion-bar-said = { $words }：达标 { $met } 人，不达标 { $missed } 人，未做要求 { $free } 人
completion-chart-hint = 深色：达标；橙色：不达标；灰色：未做要求。科室、职称按该年度的记录统计。
completion-empty = 这个年度还没有人员记录。
chat-menu-behind = 还有谁没达标
chat-behind = <b>{ $year } 年度 · { $place }</b>
chat-behind-everywhere = 我管理的人员
chat-behind-counts = 还差学分 { $behind } 人，审核通过后达标 { $hoping } 人。
chat-behind-line = · { $name } { $department } { $missing }
chat-behind-more = 其余人员请在网页版“人员达标情况”查看。
chat-behind-nowhere = 您管理的科室里没有“{ $place }”。可以直接问“还有谁没达标”。
years-as-of-title = 按某一天计算的达标情况
years-as-of-hint = 按这一天已经生效的学分，为以上年度和筛选范围内的每个人重新计算，做成 Excel；完成后在消息里通知您。
years-as-of-make = 生成 Excel
yearsheet-column-effective = 授分日期
yearsheet-column-number = 项目编号
yearsheet-column-activity = 活动名称和证明材料
yearsheet-column-points = 学分
yearsheet-column-hours = 学时
yearsheet-column-subtype = 学分子分类
yearsheet-column-origin = 录入方式
yearsheet-column-entered = 录入时间
yearsheet-column-decided = 审核时间
yearsheet-column-stage = 审核状态
yearsheet-column-reason = 审核意见
yearsheet-column-valid = 是否有效
yearsheet-column-counts = 是否计入
yearsheet-valid = 有效
yearsheet-not-valid = 未生效
entered-as = { $origin ->
    [personal] 个人录入
    [department] 科室录入
    [unit] 单位录入
    [training] 院内培训
    [speaker] 院内培训授课
    [project] 项目
    [taken-over] 转入
   *[other] 其他
}
