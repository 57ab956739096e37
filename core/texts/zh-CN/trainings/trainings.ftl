### 院内培训：阶段、拒绝的理由、消息

training-stage-draft = 草稿
training-stage-unit-review = 待单位审核
training-stage-returned = 已退回
training-stage-rejected = 不通过
training-stage-approved = 已通过
training-stage-cancelled = 已取消
training-stage-awarded = 已授分，待核销
training-stage-closing-review = 核销待审核
training-stage-closing-returned = 核销被退回
training-stage-closing-rejected = 核销不通过
training-stage-closed = 已核销

trainings-tab-all = 全部
trainings-tab-held = 已举办
trainings-tab-planned = 未举办
trainings-tab-awaiting-award = 待评分

cycle-number = 第 { $number } 期
cycle-expected-open = 全单位
phase-sign-in = 签到
phase-sign-out = 签退

standing-present = 出席
standing-late = 迟到
standing-left-early = 早退
standing-incomplete = 不完整
standing-absent = 缺席

signal-shared-device = 同一部手机签了几个人
signal-slow-scan = 扫码偏晚
signal-phone-clock = 手机时间不准
signal-late-sync = 联网后补传
signal-two-places = 同时段签了另一场
signal-outside-network = 不在院内网络
signal-over-capacity = 超出容量
signal-walk-in = 不在名单

award-role-participant = 学员
award-role-speaker = 主讲人
award-why-present = 出席
award-why-late = 迟到，在场 { $minutes } 分钟
award-why-left-early = 早退，在场 { $minutes } 分钟
award-why-too-short = 在场 { $minutes } 分钟，要满 { $needed } 分钟
award-why-incomplete = 只扫了一次
award-why-absent = 缺席
award-why-teaches = 主讲：{ $topics }
award-why-awarded-as-speaker = 已按主讲人授分

presence-scans = 签到、签退都扫码
presence-minutes = 签到、签退都扫码，在场满 { $minutes } 分钟

question-training-name = 活动名称
question-training-rule = 学分级别
question-training-hours = 学时
question-training-discipline = 三级学科
question-training-mode = 举办方式

refusal-training-changed = 这项培训已经有了变化，现在是“{ $training_stage }”。请查看最新情况后再操作。
refusal-training-not-editable = 这项培训现在是“{ $training_stage }”，这里不能修改。审核通过后只能改地点、时间和教师，开始后不能再改。
refusal-training-not-under-review = 这项培训现在是“{ $training_stage }”，不在可以审核的步骤上。
refusal-not-held-yet = 最后一期还没有结束，结束后才能授分。
refusal-not-awardable = 这项培训现在是“{ $training_stage }”，不能授分或更正。已生效的学分请由单位冲销。
refusal-nothing-to-award = 没有可授分的人员。请先在名单中加入应授分的人员。
refusal-report-needed = 请先填写执行情况反馈，再提交核销。
refusal-cycle-missing = 还没有举办周期，请添加。
refusal-course-missing = 第 { $number } 期还没有课程，请添加。
refusal-cycle-outside-year = 举办周期必须在 { $year } 年度之内，不能跨年。请改时间。
refusal-cycle-too-short = 这一期只有 { $minutes } 分钟，不足计划的 { $hours } 学时。请延长时间，或减少学时。
refusal-cycle-ends-first = 结束时间要晚于开始时间，请改时间。
refusal-course-outside-cycle = 课程时间必须在本期的时间之内，请改时间。
refusal-nobody-expected = 还没有选参加人员。请选科室、人员，或设为全单位开放。
refusal-plan-incomplete =
    还不能提交，请补齐：
    { $faults }
refusal-not-a-moment = 没有读懂这个时间，请选择日期和钟点。
refusal-number-out-of-range = 请填 { $least } 到 { $most } 之间的整数。
refusal-amount-out-of-range = 请填 { $least } 到 { $most } 之间的数，可以带小数。
refusal-training-year-closed = 举办年度只能选 { $first } 或 { $last }。

refusal-code-not-ours = 这个码不完整或不是本系统的签到码。请对准大屏上的二维码再扫一次。
refusal-board-link-over = 活动已经结束，或大屏已经换了新的链接。请组织者登录后，在培训的“现场考勤”里打开大屏。
refusal-typed-code-wrong = 码不对或已过期，请照二维码下面现在的码再输一次。
refusal-code-expired = 这个码已经过期。请对准大屏上现在的二维码再扫一次。
refusal-code-from-future = 这个码的时间还没有到。请对准大屏上现在的二维码再扫一次。
refusal-kept-too-long = 这次扫码超过 24 小时才送达，不能记录。请联系组织者补记。
refusal-attendance-closed = “{ $title }”的考勤已经结束或活动已取消。如有疑问请联系组织者。
refusal-not-open-yet = { $phase }还没有开始，{ $opens } 开放。请到时再扫。
refusal-window-over = { $phase }时间已过。请联系组织者补记。
refusal-not-expected = 您不在这一期的名单里，没有记录。请找现场的组织者。
refusal-other-account = 这次扫码是用另一个账号记下的，请换回那个账号再送出。
refusal-no-own-attendance = 这个账号没有对应的人员，不能签到。请用个人账号登录。
refusal-already-marked = 这个人已经有记录了。
refusal-not-marked = 没有可以撤销的手工登记，扫码记录不能撤销。
refusal-scanned-already = 这个人已经有记录了，不用再登记。

notice-training-waiting = 《{ $title }》等您审核
notice-training-decided-approved = 《{ $title }》已审核通过，可以按计划举办
notice-training-decided-returned = 《{ $title }》被退回：{ $reason }
notice-training-decided-rejected = 《{ $title }》审核不通过：{ $reason }
notice-training-decided-closed = 《{ $title }》核销通过，学分次日生效
notice-training-decided-closing-returned = 《{ $title }》核销被退回：{ $reason }
notice-training-decided-closing-rejected = 《{ $title }》核销不通过：{ $reason }
notice-training-moved = 《{ $title }》改为 { $starts_at }，{ $place }
notice-training-cancelled = 《{ $title }》已取消：{ $reason }
notice-training-tomorrow = 明天 { $starts_at }，《{ $title }》，{ $place }
notice-training-today = 今天 { $starts_at }，《{ $title }》，{ $place }
notice-training-soon = 一小时内开始：{ $starts_at }，《{ $title }》，{ $place }
notice-training-closed = 《{ $title }》的学分 { $day } 生效
notice-award-reversed = 《{ $title }》的学分已被单位冲销：{ $reason }
