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

rulebook-title = 达标标准与学分规则
rulebook-why = 为什么是 { $needed } 学分？
rulebook-see = 看本年度的规则
rulebook-tab-standards = 达标标准
rulebook-tab-rules = 各类学分
rulebook-titles = 适用职称：
rulebook-mine = 我的职称
rulebook-tab-subtypes = 学分怎样计入
rulebook-tab-statuses = 人员状态
rulebook-tab-categories = 填写与材料
rulebook-tab-titles = 职称
rulebook-tab-lists-specialties = 专业
rulebook-tab-lists-evidence-kinds = 佐证材料
rulebook-tab-lists-staff-kinds = 人员类型
rulebook-tab-lists-degrees = 学历
rulebook-tab-lists-delivery-modes = 举办方式
rulebook-tab-lists-assessment-methods = 考核方式
rulebook-tab-lists-teaching-methods = 教学方法
rulebook-tab-lists = 其他名单
rulebook-closed = 已停用
rulebook-shipped = 按规定
rulebook-default = （没有找到文件，为本系统默认）
rulebook-source-of = { $name }的出处：{ $source }
rulebook-counts-as = 计入：{ $subtype }
rulebook-own-rules = 本年度的结果用到本单位自定的规则。
rules-recounting = 结果正在重新计算：还有 { $count } 人年，马上就好。

rule-fact = { $name } { $value }
rule-asks-nothing = 未做要求
rule-yes = 是
rule-no = 否
rule-values = 数值
rule-values-kept = 不变，只写明依据

rule-blank-min-credits = 总学分不少于
rule-blank-min-hours = 总学时不少于
rule-blank-min-class-1 = Ⅰ类学分不少于
rule-blank-min-class-2 = Ⅱ类学分不少于
rule-blank-max-class-1 = Ⅰ类学分最多计
rule-blank-max-class-2 = Ⅱ类学分最多计
rule-blank-min-professional-hours = 专业科目学时不少于
rule-blank-min-public-hours = 公需科目学时不少于
rule-blank-max-self-study-credits = 自学学分最多计
rule-blank-kind = 计分方式
rule-blank-unit = 按什么计
rule-blank-every = 每多少
rule-blank-points = 授予学分
rule-blank-ranks = 各名作者的学分
rule-blank-steps = 分档
rule-blank-cap = 最高限分
rule-blank-most = 一次最多填报
rule-blank-needs-authority = 需上级管理部门审核
rule-blank-satisfies-year = 通过后视为完成当年学分
rule-blank-belongs-to-end-year = 计入结束的那一年
rule-blank-credit-class = 学分类别
rule-blank-subject = 科目
rule-blank-hours-per-credit = 1 学分折合学时
rule-blank-yearly-cap = 每年最多计
rule-blank-counts-for-standard = 计入达标
rule-blank-zh-CN = 名称
rule-blank-en = 英文名称
rule-blank-is-closed = 停用：不再供选择，已经用到的保留
rule-blank-series = 系列
rule-blank-level = 级别
rule-blank-subtype = 计入哪一类
rule-blank-fields = 填写项
rule-blank-evidence = 佐证材料
rule-question-name = “{ $question }”改称
rule-question-required = “{ $question }”必须填写
rule-evidence = 第 { $number } 份材料
rule-evidence-words = 每份材料勾选一种或几种，交其中一种就算齐；一种也不勾，就不要求这一份。活动的名称和日期总要填写：列表里要用名称，年度由日期决定。
rule-claim-asks = 填写：{ $blanks }。材料：{ $evidence }。
rule-may-stay-empty = { $name }（可不填）
rule-refused = 有几处要改，还什么都没有保存：
rule-add-title = 新添的内容
rule-add-statuses = 添加人员状态
rule-add-titles = 添加职称
rule-add-lists-specialties = 添加专业
rule-add-lists-evidence-kinds = 添加佐证材料
rule-add-lists-staff-kinds = 添加人员类型
rule-add-lists-degrees = 添加学历
rule-add-lists-delivery-modes = 添加举办方式
rule-add-lists-assessment-methods = 添加考核方式
rule-add-lists-teaching-methods = 添加教学方法

rule-choice-kind-closed = 不开放
rule-choice-kind-per-quantity = 按学时或天数
rule-choice-kind-per-time = 按次
rule-choice-kind-by-author-rank = 按作者排名
rule-choice-kind-fixed = 固定分值
rule-choice-kind-steps = 分档
rule-choice-unit-hours = 学时
rule-choice-unit-days = 天
rule-choice-credit-class-1 = Ⅰ类
rule-choice-credit-class-2 = Ⅱ类
rule-choice-subject-professional = 专业科目
rule-choice-subject-public = 公需科目

rule-hint-amounts = 从第一作者起依次填写，用顿号隔开，例如 25、15、10
rule-hint-steps = 每档写“从多少=几分”，从少到多，例如 3=5、10=10
rule-shipped-value = 原来是 { $value }
rule-change = 修改
rule-change-title = 本单位另行规定
rule-official = 这一项有正式文件。要另行规定，请写明本单位依据的文件；之后各处都会注明“本单位自定”。
rule-reason = 修改原因
rule-look = 看看会影响谁
rule-look-again = 重新看影响
rule-see-row = 看这条规则现在的内容
rule-looking = 正在逐人计算结果会不会变。现在什么都没有改。
rule-preview-gone = 结果只保留一天，已经删除。什么都没有改。
rule-turns = { $people } 人的 { $years } 个年度结果会变，其中 { $outcomes } 个由达标变为不达标，或反过来。
rule-turned-title = 结果会变的人
rule-more = 另有 { $count } 个年度，见下面的名单。
rule-file = 下载全部名单
rule-year-over = { $year } 年度已经结束。改了以后，已打印的登记表会与系统不一致。
rule-over-cap = 有 { $count } 条已通过的学分高于新的最高限分。学分本身不变，但最多按新的限分计入达标。
rule-enter = 确定修改
rule-done = 已修改，正在重新计算结果。
rule-back-title = 恢复原来的规定
rule-back = 看看恢复后会影响谁
rule-history = 修改记录
rule-last-change = { $who } 在 { $at } 改过
rule-was-withdrawn = 恢复原来的规定
rule-because = 原因：{ $reason }
rule-column-name = 姓名
rule-column-number = 人员编号
rule-column-year = 年度
rule-column-before = 原来的结果
rule-column-after = 修改后的结果
rule-column-points-before = 原计入学分
rule-column-points-after = 修改后学分
rule-column-hours-before = 原计入学时
rule-column-hours-after = 修改后学时
rule-column-missing = 修改后还差
rule-nothing-missing = 不差

refusal-amount-not-positive = 请填大于 0 的数；不作要求就留空。
refusal-not-offered = 请从列出的选项中选一个。
refusal-amounts-not-in-order = 作者的学分要一名比一名少；分档要从少到多。请按顺序填写。
refusal-most-below-least = 最多计的学分不能少于要求的学分。
refusal-most-below-first = 一次最多填报的数量不能少于 { $first }，否则谁也得不到学分。
refusal-name-taken = 已经有同名的一项（可能已停用）。请换一个名称，或者把停用的那一项重新启用。
refusal-entry-needed = 系统自己要用到这一项，不能停用；可以改名称。
refusal-evidence-asked-for = “{ $category }”只要求这种材料。请先在“填写与材料”里改它要求的材料，再停用。
refusal-evidence-closed = 这样一来，这类活动要求的材料里有一组全部停用，就没有人能申报了。请先恢复其中一种材料，或者改它要求的材料。
refusal-no-longer-offered = 这一项已经停用。请另选一项。
refusal-rule-unchanged = 和现在的规定一样，没有要改的内容。
refusal-rule-preview-old = 您看过之后，规则又有变动或已过了一天，所以什么也没有改。请重新看一次影响，再确定。

chat-standard = { $year } 年度{ $title }的达标标准：{ $standard }
chat-web-rules = 全部标准和每一类学分的规定，请在网页上查看：
