### 出勤证明、院外人员

certificate-title = 出勤证明
certificate-statement = 兹证明 { $whom } 参加了{ $unit }举办的《{ $training }》，考勤符合要求。
certificate-training = 培训
certificate-cycle = 期次
certificate-held = 时间
certificate-place = 地点
certificate-hours = 学时
certificate-presence = 考勤
certificate-times = { $came } 签到，{ $left } 签退，在场 { $minutes } 分钟
certificate-seal = 举办单位（盖章）
certificate-file = 出勤证明-{ $training }
certificate-unit = 举办单位
certificate-true = 这份出勤证明的内容与现在的考勤记录一致。
certificate-old = 证明出具之后，考勤记录有了变化。请重新开具。
certificate-get = 出勤证明
guests-title = 院外人员
guests-hint = 登记从院外来参加的人，可以给他们开出勤证明。姓名和单位按本人提供的填写。
guests-name = 姓名
guests-workplace = 工作单位
guests-add = 登记
guests-remove = 删除 { $name }
guests-empty-title = 还没有登记院外人员
guests-empty = 在上面填写姓名即可登记。
training-event-guest-added = { $who } 登记院外人员：{ $name }
training-event-guest-removed = { $who } 删除院外人员：{ $name }
refusal-not-certified = 还不能开出勤证明：要签到、签退都有记录，在场时间达到要求，培训没有取消。
