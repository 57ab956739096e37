chat-person =
    <b>{ $name }</b> { $title } · { $department }
    { $number }
chat-flag = 🚩 { $flag }
chat-submitted-at = 上报时间：{ $at }
chat-approve = ✅ 通过
chat-return = ↩️ 退回
chat-reject = ❌ 不通过
chat-skip = 跳过 ›
chat-next = 下一条 ›
chat-undo = 撤销（10 秒内）
chat-decided = <b>{ $what }</b>（{ $state }）
chat-type-reason = 自己写原因
chat-ask-return-reason = 请发一条消息说明退回原因，最多 180 字。
chat-ask-reject-reason = 请发一条消息说明不通过的原因，最多 180 字。
chat-review-waiting = 📥 <b>有新的学分等待您审核</b>
chat-queue-head = <b>待审核 { $waiting } 条，第 { $at } 条</b>
chat-queue-empty = 没有等待您审核的内容。
chat-queue-end = 后面没有了，还有 { $waiting } 条待审核。
chat-picture-name = 图片.jpg
chat-papers-missing = 📎 有 { $count } 份材料没能发到聊天里，请在网页中查看后再决定。
chat-case-unopened = 这一条暂时打不开。可以先审下一条，或在网页中查看。
chat-from-start = 从头再看
