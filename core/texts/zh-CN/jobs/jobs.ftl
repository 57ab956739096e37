### 需要一些时间的工作：进度、结果、取消

jobs-title = 生成记录
jobs-none-title = 还没有生成过文件
jobs-none = 一次导出几个人的登记表时，进度和文件会列在这里。
job-title-forms = { $year } 年度学分登记表（{ $people } 人）
job-title-list = 列表：{ $title }
job-title-import-check = 检查人员表格（{ $rows } 行）
job-title-import = 导入人员（{ $people } 人）
job-result-import = 已导入：新增 { $new } 人，修改 { $changed } 人
job-title-people-whole = 人员表（完整号码）
job-state-waiting = 排队中
job-state-working = 正在生成
job-state-done = 已生成
job-state-gone = 已过期
job-state-failed = 没有生成
job-state-cancelled = 已取消
job-progress = 生成进度
job-percent = 已完成 { $percent }%
job-waiting = 马上开始。
job-goes-on = 可以离开这一页，生成后会在消息里告诉您。
job-cancel = 取消
job-done = 文件已生成
job-kept-until = 保留到 { $until }，只有您能下载。
job-left-out = { $count } 人已不在您的范围内，没有包括。
job-download = 下载（{ $size }）
job-cancelled = 已取消，没有生成文件。
job-gone = 文件只保留一天，已经删除。需要时可以重新生成。
job-begin-again = 重新开始

notice-job-done-forms = { $year } 年度 { $people } 人的学分登记表已生成，保留一天
notice-job-failed-forms = { $year } 年度 { $people } 人的学分登记表没有生成
notice-job-done-list = 列表“{ $title }”已生成，保留一天
notice-job-failed-list = 列表“{ $title }”没有生成
notice-job-done-import-check = 人员表格（{ $rows } 行）已检查，请查看结果
notice-job-failed-import-check = 人员表格（{ $rows } 行）没有检查成功
notice-job-done-import = 已导入 { $people } 人
notice-job-failed-import = { $people } 人没有导入，一行都没有写入
notice-job-done-people-whole = 人员表（完整号码）已生成，保留一天
notice-job-failed-people-whole = 人员表（完整号码）没有生成
chat-web-job = 请在网页上查看：

refusal-too-many-jobs = 您有 { $most } 个文件还在生成。请等其中一个完成，或先取消一个。
refusal-job-over = 这项工作已经结束，页面已更新。
refusal-job-broken = 很抱歉，系统出了差错，文件没有生成。已记录下来；请点“重新开始”，仍不行请联系管理员。
refusal-result-gone = 文件只保留一天，已经删除。需要时请重新生成。
refusal-nobody-left = 这些人都已不在您的范围内，没有生成文件。
refusal-no-room = 服务器的存储空间已满，文件没有生成。请联系管理员清理空间，之后点“重新开始”。
