### 聊天里的项目申报

chat-fact = { $name }：{ $text }
chat-application-courses = 课程 { $count } 门；签字页和附件请在网页上查看。
chat-application-waiting = 📥 <b>有项目申报等待您审核</b>
