chat-form-of = 📄 { $year } 年度登记表
chat-ask-form = <b>要哪一年度的学分登记表？</b>
chat-form-caption = { $year } 年度学分登记表
chat-form-lacks = 注意：{ $name } 的“{ $letter }”没有可用的字形，表中以〓代替，请手写补上。
