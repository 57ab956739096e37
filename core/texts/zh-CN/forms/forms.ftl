form-title = 继续医学教育学分登记表
form-of-year = { $year } 年度
form-continued = { $name } · 人员编号 { $number } · 续表
form-subject = { $unit } { $year } 年度继续医学教育学分登记表
form-name = 姓名
form-sex = 性别
form-born-on = 出生日期
form-staff-number = 人员编号
form-professional-title = 职称
form-year = 年度
form-unit = 单位
form-department = 科室
form-period = 起止日期
form-days = { $first } 至 { $last }
form-nothing = —
form-column-number = 序号
form-column-awarded-on = 授分日期
form-column-project-number = 项目编号
form-column-activity = 活动名称
form-column-subtype = 学分子分类
form-column-mode = 形式
form-column-points = 学分
form-column-hours = 学时
form-column-awarded-by = 授予单位
form-column-counts = 是否计入
form-counts = 是
form-counts-not = 否
form-why-not = 不计入：{ $reason }
form-no-rows = 本年度没有已生效的学分
form-blank = — 以下空白 —
form-total-all = 合计（全部已生效）
form-total-counting = 其中计入达标
form-result = 达标结果
form-result-met = 达标
form-result-not-met = 不达标
form-result-not-required = 未做要求
form-result-met-note = 本年度已达到继续医学教育要求。
form-result-not-required-note = 本年度对本人未作达标要求。
form-own-rules = 本表所依据的学分规则中，有本单位自定的内容。
form-letter = 第 { $row } 项由上级管理部门于 { $day } 在系统外审核（{ $number }），结果由单位登记。
form-other-rulebook = { $year } 年度暂无学分规则，本表按 { $used } 年度规则计算。
form-seal-department = 科室（盖章）
form-seal-unit = 单位（盖章）
form-seal-day = 年　　　月　　　日
form-code = 验证码
form-how-to-check = 扫描二维码，或打开下方网址，可核对本表与学分记录现在是否一致。
form-issued-at = 出具时间 { $at }
form-foot = 验证码 { $code } · 出具时间 { $at }
form-page = 第 { $page } 页，共 { $pages } 页

verification-title = 继续医学教育多年度学分验证表
verification-subject = { $unit } 继续医学教育多年度学分验证表（至 { $year } 年度）
verification-number = 人员编号 { $number }
verification-page = 第 { $page } 页
verification-column-year = 年度
verification-column-unit = 单位
verification-column-title = 职称
verification-column-points = 计入学分
verification-column-hours = 计入学时
verification-column-subtotals = 分类小计
verification-column-result = 达标结果
verification-column-reasons = 原因
verification-class = { $number ->
    [1] Ⅰ类
   *[other] Ⅱ类
} { $points } 学分
verification-subject-hours = { $subject ->
    [public] 公需
   *[other] 专业
} { $hours } 学时
form-range-note = 本表只列 { $first } 至 { $last } 授分的学分；达标结果按 { $year } 全年计算。

refusal-no-year-chosen = 还没有选年度。请至少勾选一个年度。
verification-file-name = 多年度学分验证表-{ $day }
job-title-verification-forms = 多年度学分验证表（{ $people } 人）
notice-job-done-verification-forms = { $people } 人的多年度学分验证表已生成，保留一天
notice-job-failed-verification-forms = { $people } 人的多年度学分验证表没有生成
