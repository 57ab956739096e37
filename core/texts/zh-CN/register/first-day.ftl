### 第一天：新单位还要做什么；管理员；待核对的规则

first-day-title = 开始使用
first-day-words = 按顺序做完这几步，全院就能用了。做完的会自动打勾。
first-day-done = 已完成
first-day-open = 待完成
first-day-departments = 建立科室
first-day-departments-words = { $done ->
    [yes] { $count ->
       *[other] 已有 { $text } 个科室
    }
   *[other] 还没有科室
}
first-day-administrators = 指定科室管理员
first-day-administrators-words = { $done ->
    [yes] 每个科室都有管理员
   *[other] { $count ->
       *[other] 还有 { $text } 个科室没有管理员
    }
}
first-day-people = 录入人员
first-day-people-words = { $done ->
    [yes] { $count ->
       *[other] 已有 { $text } 人
    }
   *[other] 用 Excel 批量导入，或逐个添加
}
first-day-credits = 转入以前的学分
first-day-credits-words = { $done ->
    [yes] { $count ->
       *[other] 已转入 { $text } 批
    }
   *[other] 在其他系统已经认定的，用表格一次转入；没有的不用做
}
first-day-rules = 核对学分规则
first-day-rules-words = { $done ->
    [yes] 规则都已核对
   *[other] { $count ->
       *[other] 有 { $text } 条规则要对照文件确认
    }
}
first-day-authority = 说明上级在哪里审核
first-day-authority-words = { $done ->
    [yes] 已说明
   *[other] 不说明的话，赴外省的学分会没有人审核
}
first-day-slips = 发放登录条
first-day-slips-words = { $count ->
    [0] 所有人都登录过了
   *[other] 待首次登录 { $text } 人，可按科室打印登录条
}
first-day-chat = 聊天机器人还没有开通，需要时请系统运维人员设置。
first-day-backup = 还没有做过备份，请提醒系统运维人员设置定时备份。

administrators-title = 管理员
administrator-new = 指定管理员
administrator-office = 管理哪里
administrator-whole-unit = 全单位
administrator-none = 还没有管理员
administrator-name = 姓名
administrator-staff-number = 人员编号
administrator-staff-number-hint = 本单位在册人员请填写，本人的学分就不会由本人审核。
administrator-appoint = 指定
administrator-not-yet = （未登录）
administrator-appointed = 已指定管理员
administrator-appointed-words = { $name }的登录账号是 { $login }。请本人扫码或打开链接设置密码：只能用一次，{ $at } 前有效，离开本页后不再显示。
administrator-another = 完成
refusal-nobody-has-number = 本单位没有这个人员编号。请核对；不在册的人员请留空。

rules-title = 待核对的规则
rules-words = 这些规则的出处有疑问。请对照本单位手里的文件核对，确认后就按此执行。
rules-source = 依据的文件
rules-source-hint = 例如 浙卫办科教〔2025〕6号
rules-confirm = 核对无误，按此执行
rules-done = 已确认。
rules-none = 没有要核对的规则
rules-none-words = 今年的规则都有明确的出处，或已经由本单位确认。
rules-closed = 暂不开放的类型
rules-closed-words = 操作手册只列了名称，没有给分值，填报时会显示但不能选。

newcomers-column-state = 首次登录
newcomers-none-found = 没有找到
newcomers-none-found-words = 换个条件再试，或清除筛选。
