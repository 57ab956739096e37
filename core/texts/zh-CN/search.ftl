### 搜索

nav-search = 搜索
search-title = 搜索
search-do = 搜索
search-words = 姓名、号码、培训
search-words-own = 学分、培训或项目的名称、编号
search-hint = 人员：姓名中的任意几个字、拼音、拼音首字母、人员编号，或者完整的证件号码、手机号。培训、项目：名称中的几个词或编号。学分：项目编号或人员。
search-hint-own = 输入学分、培训或项目名称中的几个字，或者项目编号。
search-kind-people = 人员
search-kind-trainings = 培训
search-kind-coming = 可参加的培训
search-kind-projects = 已公布项目
search-kind-applications = 新项目申报
search-kind-credits = 学分
search-found = { $kinds ->
   *[other] 找到 { $kinds } 类结果
}
search-credits = 学分
search-more = 显示更多
search-too-many = 只显示前 { $count } 条，请多输入几个字。
search-none = 没有找到
search-none-words = 请换个说法：少输入几个字，或用拼音。证件号码、手机号需要完整；按项目编号找学分时，编号也要完整。
search-none-own = 请换个说法，或少输入几个字。按项目编号找学分时，编号需要完整。
refusal-search-too-short = 请再输入一个字母或数字。
