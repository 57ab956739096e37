chat-training-waiting = 📥 <b>有院内培训等待您审核</b>
chat-waiting-plan = 培训计划
chat-waiting-closing = 培训核销
chat-training-title = <b>{ $kind }《{ $title }》</b>
chat-training-by =
    { $department } · { $who }
    { $at } 提交
chat-training-assessment = 考核方式
chat-training-number = 其他编号
chat-training-remark = 备注
chat-training-now = 现在是“{ $state }”
chat-cycle =
    <b>{ $cycle }</b> { $when }
    📍 { $place }
chat-cycle-expected = 参加人员：{ $people }
chat-cycle-capacity = 容量：{ $count } 人
chat-cycle-rule = 出席要求：{ $rule }
chat-and-others = { $listed }等，另有 { $count } 人
chat-course = · { $topic }（{ $teacher }，{ $hours } 学时，{ $method }）
chat-closing-cycle =
    <b>{ $cycle }</b> { $when }
    应到 { $expected } 人，签到 { $came } 人，符合出席要求 { $present } 人，考勤存疑 { $flagged } 人
chat-closing-cycle-open =
    <b>{ $cycle }</b> { $when }
    全单位开放，签到 { $came } 人，符合出席要求 { $present } 人，考勤存疑 { $flagged } 人
chat-closing-awarded = 授分 { $count } 人，学员每人 { $points } 学分
chat-closing-guests = 院外人员 { $count } 人
chat-closing-passed = 考核合格 { $count } 人
chat-closing-report = 执行情况反馈：{ $text }
