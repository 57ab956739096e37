### 转入学分：其他系统或其他单位已经认定的学分

credit-row-staff-number = 人员编号
credit-row-name = 姓名
credit-row-document = 证件号码
credit-row-year = 年度
credit-row-awarded-on = 授分日期
credit-row-project-number = 项目编号
credit-row-activity = 活动名称
credit-row-subtype = 学分子分类
credit-row-rule = 具体规定
credit-row-points = 学分
credit-row-hours = 学时
credit-row-awarded-by = 授予单位
credit-also-staff-number = 编号|员工编号|staff no|staff id
credit-also-name = 名字|人员姓名|full name
credit-also-document = 身份证|身份证号|身份证号码|证件号|id number|document number
credit-also-year = 举办年度|学分年度|year of credit
credit-also-awarded-on = 日期|授予日期|活动日期|举办日期|date
credit-also-project-number = 项目号|编码|project no
credit-also-activity = 项目名称|活动|名称|内容|activity name
credit-also-subtype = 子分类|学分子类别|学分类别|类别|kind
credit-also-rule = 具体名称|规定|rule name
credit-also-points = 授予学分|学分数|points
credit-also-hours = 课时|学时数|contact hours
credit-also-awarded-by = 举办单位|授予机构|主办单位|organiser

refusal-nobody-of-ours = 您管理的人员里没有这个号码。请核对；其他单位的人员不能转入。
refusal-name-unlike = 这个号码登记的不是这个姓名。请核对是哪一位。
refusal-day-outside-year = { $year } 年度的学分，授分日期应在当年或次年。
refusal-amount-unlikely = 应大于 0，不超过 { $most }。
