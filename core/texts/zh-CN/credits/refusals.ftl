refusal-year-closed = 只能录入 { $first } 年至 { $last } 年的学分，请重新选择年度。
refusal-rule-disabled = “{ $rule }”尚未开放录入，等管理员填入分值后才能选择。
refusal-not-a-choice = “{ $text }”不在可选范围内，请从列出的选项中选择。
refusal-outside-year = 活动日期不在 { $year } 年度内。请改日期，或改选学分所属年度。
refusal-duration-too-short = { $first } 至 { $last } 不满 { $months } 个月，不能按“满三个月”录入。请核对日期，或改选“不满三个月”的类型。
refusal-duration-too-long = { $first } 至 { $last } 已满 { $months } 个月。请核对日期，或改选“满三个月”的类型。
refusal-more-days-than-lasted = 起止日期一共 { $lasted } 天，却填了 { $given } 天。请改天数或日期。
refusal-more-hours-than-lasted = 活动日期一共 { $lasted } 天，最多 { $most } 小时，却填了 { $given } 学时。请改学时或日期。
refusal-answer-missing = 还没有填写：{ $question }
refusal-evidence-missing = 还缺证明材料：{ $kinds }
refusal-incomplete =
    还不能上报，请补齐：
    { $faults }
refusal-credit-changed = 这条学分已经有了变化，现在是“{ $stage }”。请查看最新情况后再操作。
refusal-not-editable = 这条学分现在是“{ $stage }”，不能修改。审核前可以先撤回。
refusal-too-many-files = 每条学分最多 { $most } 个文件。请先删除不需要的，再添加。
