# 证书上的内容与填报不一致、同一张证书：给审核人和填报人的提示
flag-differs-name = 姓名与证书不一致：证书上是“{ $read }”
flag-differs-project-number = 项目编号与证书不一致：证书上是 { $read }
flag-differs-dates = 日期与证书不一致：证书上是 { $read }
flag-differs-hours = 学时与证书不一致：证书上是 { $read } 学时
flag-differs-credits = 学分与证书不一致：证书上是 { $read } 分
flag-days = { $first } 至 { $last }
flag-same-paper = 与{ $name } { $year } 年度的材料是同一张证书
flag-same-paper-elsewhere = 同一张证书已用于{ $department } { $year } 年度的另一条学分
