# 从照片开始录入
begin-title = 先拍证书
begin-hint = 拍下或选择证书、结业证、发票等材料，草稿马上就有。可以一次选几张。
begin-without = 没有照片，直接填写
begin-go-on = 继续填写
begin-nothing-shared = 分享的照片没有带过来。请在这里再选一次。
begin-used-before = 上次用过
begin-used-fill = 填入“{ $text }”
