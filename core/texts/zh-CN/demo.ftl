### 体验用的开始页面

demo-title = 开始体验
demo-lead = 选一个人，打开网页或聊天，看看一张证书怎样变成学分。
demo-sample = 这里的单位、人员、证件号码和证书都是虚构的，请不要填写真实的资料。
demo-clock = 体验日期
demo-clock-ahead = { $days ->
    [0] 就是今天
   *[other] 已前进 { $days } 天
}
demo-next-day = 前进一天
demo-clock-end = 已经走得够远了。重新体验请运行 cme demo --fresh。
demo-effective = { $count ->
    [0] 今天没有学分生效。
   *[other] { $count } 条学分今天生效。
}
demo-clock-hint = 审核通过的学分次日生效。前进一天，就能看到它们计入。
demo-walk = 怎么走一遍
demo-walk-1 = 用闻旦打开聊天，发一张证书照片，按提示上报。
demo-walk-2 = 用蔡李铭（护士长）审核，再用刘独秀（单位）审核。
demo-walk-3 = 赴外省的学分还要陆省之（上级管理部门）审核。
demo-walk-4 = 回到这里前进一天，再看闻旦是否达标，下载学分登记表。
demo-people = 样例人员
demo-web = 网页
demo-web-as = 以 { $name } 的身份打开网页
demo-chat = 聊天
demo-chat-as = 以 { $name } 的身份打开聊天
demo-account = 账号
demo-password = 密码
demo-first-password = 初始密码
demo-mobile = 登记手机号

demo-role-nurse = 护士，护理 · 从这里开始
demo-role-head-nurse = 护士长，护理科室管理员
demo-role-unit = 医务部主任，单位管理员
demo-role-authority = 上级管理部门审核员
demo-role-unlinked = 护士，护理 · 还没有绑定聊天
demo-role-colleague = 护士，护理 · 材料有重复提示
demo-role-newcomer = 新护士，护理 · 从未登录过
demo-role-second-head-nurse = 护理科室的第二位管理员
demo-role-head-physician = 内科主任，科室管理员
demo-role-second-unit = 单位的第二位管理员
demo-role-elsewhere = 另一家单位的管理员
