chat-training-waiting = 📥 <b>An in-house training is waiting for your review</b>
chat-waiting-plan = Plan
chat-waiting-closing = Closing
chat-training-title = <b>{ $kind } “{ $title }”</b>
chat-training-by =
    { $department } · { $who }
    Submitted { $at }
chat-training-assessment = Assessment
chat-training-number = Other number
chat-training-remark = Remark
chat-training-now = It is now “{ $state }”
chat-cycle =
    <b>{ $cycle }</b> { $when }
    📍 { $place }
chat-cycle-expected = Expected: { $people }
chat-cycle-capacity = Room for { $count }
chat-cycle-rule = Present means: { $rule }
chat-and-others = { $listed } and { $count } more
chat-course = · { $topic } ({ $teacher }, { $hours } h, { $method })
chat-closing-cycle =
    <b>{ $cycle }</b> { $when }
    Expected { $expected }, signed in { $came }, present by the rule { $present }, to be looked at twice { $flagged }
chat-closing-cycle-open =
    <b>{ $cycle }</b> { $when }
    Open to the whole hospital; signed in { $came }, present by the rule { $present }, to be looked at twice { $flagged }
chat-closing-awarded = Awarded to { $count }, { $points } credits for each participant
chat-closing-guests = { $count } from outside
chat-closing-passed = { $count } passed the assessment
chat-closing-report = Execution report: { $text }
