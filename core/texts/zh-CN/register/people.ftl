refusal-document-form = { $document_kind ->
    [residence-permit] 港澳台居民居住证号码共 18 位，以 810000、820000 或 830000 开头。请对照证件核对。
    [permanent-residence] 永久居留身份证号码为 3 个字母加 12 位数字，或以 9 开头的 18 位。请对照证件核对。
    [hong-kong-macau] 港澳居民来往内地通行证号码为 H 或 M 加 8 位（或 10 位）数字。请对照证件核对。
    [taiwan] 台湾居民来往大陆通行证号码为 8 位（或 10 位）数字。请对照证件核对。
    [passport] 护照号码为 5 到 17 位字母和数字。请对照证件核对。
   *[resident] 身份证号码共 18 位：17 位数字加 1 位数字或 X。请对照证件核对；如果是其他证件，请先选择证件类型。
}
refusal-document-check = 证件号码有一位不对：最后一位与前面的数字对不上。请对照证件核对。
refusal-document-date = 证件号码中的出生日期（第 7 到 14 位）不存在或还没有到。请对照证件核对。
refusal-document-taken = 这个证件号码已经登记过。同一个人只登记一次，请先查找此人。
refusal-document-says-otherwise = 与证件号码不一致。请核对证件号码和这一项。
refusal-field-needed = 这一项必填。
refusal-no-such-choice = 列表中没有这一项。请从列表中选择。
refusal-department-closed = 这个科室已经撤销，不能再添加人员。请选择其他科室。
refusal-day-unlikely = 日期要在 1900 年以后、今天或以前。请核对。
refusal-year-unlikely = 请填写 { $first } 到 { $last } 之间的年份，没有聘任请填“未聘任”。
refusal-mobile-form = 手机号是以 1 开头的 11 位数字。请核对。
refusal-number-form = 人员编号是 10 位数字。没有编号请留空，由系统编制。
refusal-number-of-ours = 以 { $first } 开头的编号由系统编制，不能手工填写。没有编号请留空。
staff-field-document-kind = 证件类型
staff-field-document = 证件号码
staff-field-name = 姓名
staff-field-sex = 性别
staff-field-born-on = 出生日期
staff-field-title = 当前职称
staff-field-title-awarded-on = 职称评定时间
staff-field-appointed-in = 职称聘任年度
staff-field-department = 科室
staff-field-post-type = 在编状态
staff-field-status = 人员状态
staff-field-mobile = 手机
staff-field-specialty = 专业
staff-field-staff-number = 人员编号
staff-field-staff-kind = 人员类型
staff-field-position = 院内职务
staff-not-appointed = 未聘任
