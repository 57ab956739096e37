outcome-met = 达标
outcome-not-met = 不达标
outcome-not-required = 达标标准未做要求
check-credits = 总学分
check-hours = 总学时
check-class-1 = Ⅰ类
check-class-2 = Ⅱ类
check-professional-hours = 专业科目
check-public-hours = 公需科目
still-missing = { $check ->
    [hours] 还差 { $missing } 学时
    [class-1] 还差 { $missing } 分 Ⅰ类
    [class-2] 还差 { $missing } 分 Ⅱ类
    [professional-hours] 还差 { $missing } 学时专业科目
    [public-hours] 还差 { $missing } 学时公需科目
   *[credits] 还差 { $missing } 学分
}
not-met-reason = { $check ->
    [hours] 总学时不足{ $needs }学时
    [class-1] Ⅰ类学分不足{ $needs }分
    [class-2] Ⅱ类学分不足{ $needs }分
    [professional-hours] 专业科目不足{ $needs }学时
    [public-hours] 公需科目不足{ $needs }学时
   *[credits] 总学分不足{ $needs }学分
}
not-counted-under-review = 审核中
not-counted-not-approved = 未上报或未通过
not-counted-reversed = 已冲销
not-counted-not-in-effect = 未生效
not-counted-status-does-not-count = 当年人员状态不计达标
not-counted-over-rule-cap = 超出本项年度上限，计 { $counted }
not-counted-over-subtype-cap = 超出本类年度上限，计 { $counted }
not-counted-over-class-cap = 超出Ⅰ/Ⅱ类上限，计 { $counted }
not-counted-over-self-study-cap = 超出自学年度上限，计 { $counted }
counts-part = 这次计 { $points } 分
counts-nothing = { $why ->
    [over-class-cap] Ⅰ/Ⅱ类学分已满，这次计 0 分
    [over-self-study-cap] 自学学分已满，这次计 0 分
    [status-does-not-count] 当年人员状态不计达标，这次计 0 分
   *[other] 本类已满，这次计 0 分
}
