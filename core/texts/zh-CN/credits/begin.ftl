# 从照片开始录入
begin-title = 先拍证书
begin-hint = 拍下或选择证书、结业证、发票等材料，草稿马上就有。可以一次选几张。
begin-without = 没有照片，直接填写
begin-go-on = 继续填写
begin-nothing-shared = 分享的照片没有带过来。请在这里再选一次。
begin-used-before = 上次用过

chat-use-again = 上次用过：{ $text }
chat-paper-title = <b>照片上读到这些，请核对：</b>
chat-paper-line = { $place }. { $name }：<b>{ $value }</b>
chat-paper-line-unsure = { $place }. { $name }：<b>{ $value }</b>（没有看清，请细看）
chat-paper-read = 照片上读到：<b>{ $read }</b>
chat-paper-likely = 像是：{ $name }
chat-paper-take = ✅ 都对
chat-paper-change = 改一项
chat-paper-ignore = 都不用
chat-paper-ask-change = 要改哪一项？
chat-paper-name-different = ⚠️ 证书上的姓名是“{ $read }”，与您的姓名“{ $name }”不一致。
chat-paper-earlier = ⚠️ 这张证书您已经用过：{ $year } 年度“{ $title }”。
read-name-same = 姓名与证书一致
reading-stage-several = 照片上好像有两张证书，没有读。请一张一张地拍，或直接填写。
reading-stage-blurred = 照片不够清楚，没有读出来。请对准、拍近一些再发一张，或直接填写。
reading-stage-nothing = 照片上没有读到证书的内容，请直接填写。

read-title = 照片上读到这些，请核对
read-waiting = 正在读照片上的文字，读到的会出现在这里。您可以先填写。
read-some = 照片上读到 { $count } 项，请核对
read-fill-all = 都填入空白处
read-fill = 填入
read-check = 读到的，请核对
read-unsure = 没有看清，请细看
read-place = 看原图
read-place-words = “{ $text }”在图上从上往下 { $down }%、从左往右 { $across }% 的地方，用红框标出。
read-take-rule = 按“{ $name }”填写
read-name-different = 证书上的姓名是“{ $read }”，与本人姓名不一致。
read-earlier = 这张证书 { $year } 年度已经用过：
read-code = 纸上的二维码内容：{ $text }
