### Credits taken over: recognised already by another system or hospital

credit-row-staff-number = Staff number
credit-row-name = Name
credit-row-document = Document number
credit-row-year = Year
credit-row-awarded-on = Date awarded
credit-row-project-number = Project number
credit-row-activity = Activity
credit-row-subtype = Credit subtype
credit-row-rule = Credit rule
credit-row-points = Credits
credit-row-hours = Hours
credit-row-awarded-by = Awarded by
credit-also-staff-number = 编号|员工编号|staff no|staff id
credit-also-name = 名字|人员姓名|full name
credit-also-document = 身份证|身份证号|身份证号码|证件号|id number|national id
credit-also-year = 举办年度|学分年度|year of credit
credit-also-awarded-on = 日期|授予日期|活动日期|举办日期|date
credit-also-project-number = 项目号|编码|project no
credit-also-activity = 项目名称|活动|名称|内容|activity name
credit-also-subtype = 子分类|学分子类别|学分类别|类别|kind
credit-also-rule = 具体名称|规定|rule name
credit-also-points = 授予学分|学分数|points
credit-also-hours = 课时|学时数|contact hours
credit-also-awarded-by = 举办单位|授予机构|主办单位|organiser

refusal-nobody-of-ours = Nobody you look after has this number. Please check it; people of other hospitals cannot be taken over.
refusal-name-unlike = This number is registered with another name. Please check who is meant.
refusal-day-outside-year = A credit of { $year } is awarded in that year or the next.
refusal-amount-unlikely = Must be above 0 and at most { $most }.
