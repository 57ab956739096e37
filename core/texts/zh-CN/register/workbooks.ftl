### 读取表格：打不开、不能读的原因

refusal-not-a-workbook = 这个文件不是表格。请上传 Excel 或 WPS 保存的 .xlsx、.xls，或 .csv；网页导出的“假 Excel”请先打开，另存为 .xlsx。
refusal-workbook-broken = 这个表格打不开，可能没有传完、已损坏，或里面的内容过多。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。
refusal-workbook-encrypted = 这个表格设有密码，打不开。请先去掉密码再上传。
refusal-workbook-has-macros = 这个表格带有宏（程序），不能上传。请另存为不带宏的 .xlsx 后再上传。
refusal-workbook-too-large = 表格太大：文件最大 10 MB，展开后最大 { $limit_mb } MB。请删去图片和多余的工作表，或分成几个文件上传。
refusal-too-many-cells = 表格太大：单元格 { $cell } 超出了范围（最多 { $rows } 行、{ $columns } 列）。如果表格下方或右侧没有内容，请选中多余的行和列删除后再保存；人员很多时请分成几个文件。
refusal-workbook-empty = 这个表格里没有内容。请检查是否选错了文件，并把人员放在第一张工作表。
