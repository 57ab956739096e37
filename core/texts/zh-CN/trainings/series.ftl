### 一步排出一个系列

series-title = 排成系列
series-lead = 照这一期，在以后的每个{ $weekday } { $when } 再办，地点（{ $place }）、参加人员、考勤设置和课程都照搬。
series-every = 间隔
series-every-weeks = { $weeks ->
    [1] 每周
   *[other] 每 { $weeks } 周
}
series-until = 到哪一天为止
series-show = 列出日期
series-days = 举办日期
series-days-hint = 节假日等不办的日子，取消勾选即可。
series-there = 计划里已有
series-save = 按勾选的日期添加
weekday-1 = 周一
weekday-2 = 周二
weekday-3 = 周三
weekday-4 = 周四
weekday-5 = 周五
weekday-6 = 周六
weekday-7 = 周日
training-event-series-planned = { $who } 排出系列，添加 { $number } 期
refusal-series-too-long = 一次最多排 { $most } 期。请把截止日期提前，或加大间隔。
refusal-no-day-left = 没有可添加的日期。请把截止日期推后，或勾选要举办的日子。
