### 需要一些时间的工作：进度、结果、取消

jobs-title = 生成记录
jobs-none-title = 还没有生成过文件
jobs-none = 一次导出几个人的登记表时，进度和文件会列在这里。
job-title-forms = { $year } 年度学分登记表（{ $people } 人）
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

notice-job-done = { $year } 年度 { $people } 人的学分登记表已生成，保留一天
notice-job-failed = { $year } 年度 { $people } 人的学分登记表没有生成
chat-web-job = 请在网页上查看：

refusal-too-many-jobs = 您有 { $most } 个文件还在生成。请等其中一个完成，或先取消一个。
refusal-job-over = 这项工作已经结束，页面已更新。
refusal-job-broken = 很抱歉，系统出了差错，文件没有生成。已记录下来；请点“重新开始”，仍不行请联系管理员。
refusal-result-gone = 文件只保留一天，已经删除。需要时请重新生成。
refusal-nobody-left = 这些人都已不在您的范围内，没有生成文件。
refusal-no-room = 服务器的存储空间已满，文件没有生成。请联系管理员清理空间，之后点“重新开始”。
