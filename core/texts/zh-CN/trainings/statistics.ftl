### 已举办院内活动查看统计（4.2）：页面、打印的表和 Excel

statistics-title = 院内培训统计
statistics-sheet-title = { $year }年已举办院内培训统计表
statistics-file-name = { $year }年院内培训统计表
statistics-hint = 应到、实到按人计算，不含主讲人；实到是达到考勤要求的人；出勤率只看应到的人。全单位开放的活动没有应到人数。授分是已经授出、没有冲销的学分。

statistics-year = 年度
statistics-choose-month = 月份
statistics-month = { $month }月
statistics-department = 科室
statistics-rule = 学分级别
statistics-closing = 核销状态
statistics-from = 开始日期从
statistics-to = 开始日期到

statistics-held = 已举办
statistics-times = 共 { $cycles } 期
statistics-people = 实到人次
statistics-of-expected = 应到 { $expected } 人次
statistics-rate = 出勤率
statistics-speakers = 主讲 { $speakers } 人次
statistics-awarded = 授出学分
statistics-awarded-to = { $credits } 人次

statistics-reviews = 审核与开展情况
statistics-plans = 计划审核
statistics-plan-draft = 草稿
statistics-plan-waiting = 待审核
statistics-plan-approved = 已通过
statistics-plan-returned = 已退回
statistics-plan-rejected = 不通过
statistics-plan-cancelled = 已取消
statistics-closings = 核销审核
statistics-closing-open = 待提交
statistics-closing-waiting = 待审核
statistics-closing-passed = 已核销
statistics-closing-returned = 已退回
statistics-closing-rejected = 不通过
statistics-progress = 开展情况

statistics-by-month = 各月开展情况
statistics-chart-numbers = 各月数字
statistics-activities = 活动
statistics-list = 各项活动
statistics-list-count = 共 { $count } 项
statistics-total = 合计 { $count } 项

statistics-column-number = 序号
statistics-column-starts-on = 开始日期
statistics-column-name = 活动名称
statistics-column-department = 举办科室
statistics-column-rule = 学分级别
statistics-column-cycles = 期数
statistics-column-expected = 应到
statistics-column-present = 实到
statistics-column-rate = 出勤率
statistics-column-speakers = 主讲人
statistics-column-credits = 授分人数
statistics-column-points = 授出学分
statistics-column-stage = 核销状态

statistics-empty-title = 还没有举办过的活动
statistics-empty = 最后一期结束后，活动就会出现在这里。可以换一个年度看看，或者先去计划一项培训。
statistics-empty-filtered-title = 没有符合条件的活动
statistics-empty-filtered = 请换一个月份，或清除筛选再看。
statistics-plan-one = 计划培训

statistics-stage-approved = 待评分
statistics-stage-awarded = 已授分，待核销
statistics-stage-closing-review = 核销待审核
statistics-stage-closing-returned = 核销被退回
statistics-stage-closing-rejected = 核销不通过
statistics-stage-closed = 已核销
statistics-present-of = 实到 { $present }/{ $expected }
statistics-present-open = 实到 { $present }
statistics-points-of = 授 { $points } 学分
