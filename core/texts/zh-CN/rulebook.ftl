measured-hours = 学时
measured-days = 天
measured-rank = 作者排名
measured-nothing = 次

measured-ask-hours = 一共多少学时？例如：6
measured-ask-days = 一共多少天？例如：20
measured-ask-rank = 您是第几作者？通讯作者按第一作者计。

author-rank = { $rank ->
    [1] 第一作者（通讯作者）
    [2] 第二作者
    [3] 第三作者
   *[other] 第{ $rank }作者
}

rule-per-quantity = 每{ $every }{ $unit ->
    [days] 天
   *[hours] 小时
}授予{ $points }分
rule-per-time = 每1次授予{ $points }分
rule-fixed = 授予{ $points }分
rule-rank = { author-rank } { $points }分
rule-step = 满{ $from }{ $unit ->
    [days] 天
   *[hours] 小时
}授予{ $points }分
rule-cap = （最高限分{ $cap }）
rule-own = { $rule }（本单位自定）
rule-closed = 尚未开放：等待管理员填入分值

rulebook-other-year = { $year }年度的学分规则还没有发布，暂按{ $used }年度的规则计算。
rulebook-own = 本单位自定
rulebook-own-standard = 本年度的达标标准由本单位自定。
rulebook-to-confirm = 待核实
rulebook-source = 出处：{ $source }

refusal-not-a-number = 没有看懂这个数字：“{ $text }”。请只填一个数，例如 6 或 2.5。
refusal-quantity-needed = 这一项按数量计分，请先填写学时、天数或作者排名。
refusal-quantity-out-of-range = 数量要大于 0，最多 { $most } { $unit ->
    [days] 天
   *[hours] 学时
}。请核对后重新填写。
refusal-not-a-rank = { $last ->
    [0] 这一项不按作者排名计分，请先选择论文类的具体规定。
   *[other] 这一项只给前 { $last } 位作者计分。请重新选择排名；如果确实排在后面，这篇论文不能计学分。
}
refusal-rulebook-fault = 学分规则文件有 { $count } 处错误，尚未启用。请按下列文件、行和原因改正后重新启动：
    { $faults }
    { $more ->
        [0] { "" }
       *[other] ……另有 { $more } 处，见运行日志。
    }
refusal-own-row-fault = 这样改有 { $count } 处不符合学分规则的写法，没有保存。请按下列行和原因改正后再保存：
    { $faults }
    { $more ->
        [0] { "" }
       *[other] ……另有 { $more } 处。
    }
refusal-rulebook-changed = 这条规则刚被别人修改过，没有保存。请看过新的内容后再改。
refusal-source-needed = 这一项有正式文件依据。要改成本单位自定，请先写明依据的文件名称和文号。
