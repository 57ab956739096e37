word-and-so = {"; "}
word-or = { " or " }
credit-new = New credit
stage-draft = Draft
stage-department-review = Department review
stage-unit-review = Hospital review
stage-authority-review = Authority review
stage-authority-elsewhere = Authority decides elsewhere
stage-approved = Approved
stage-approved-from = Approved, in effect from { $day }
stage-in-effect = In effect
stage-returned = Returned
stage-awarded = Awarded, waits for the closing
stage-reversed = Reversed, not counted from { $day }
stage-rejected = Rejected
question-year = Year
question-category = Category
question-rule = Credit rule
question-quantity = Quantity
question-rank = Author rank
question-evidence = Evidence
question-remark = Remark
arithmetic-per-quantity = { $quantity } { $unit ->
    [days] days
   *[hours] hours
}{ $steps } = { $points } credits
arithmetic-rank = { author-rank } = { $points } credits
arithmetic-fixed = once = { $points } credits
arithmetic-cap = , { $cap } at most
arithmetic-kept = { $points } credits by the rule it was submitted under
arithmetic-capped = , { $cap } at most, so { $points } credits
flag-same-file = The same file as in { $name }’s evidence of { $year }
flag-same-file-elsewhere = The same file was used for another credit in { $department }, { $year }
flag-similar-picture = Looks like a picture in { $name }’s evidence of { $year }
flag-similar-picture-elsewhere = Looks like a picture of the same person in { $department }, { $year }
flag-same-project = { $name } already has a credit with this project number in { $year }
flag-same-project-elsewhere = The same project number was used in { $department }, { $year }
flag-long-days = { $hours } hours a day on average: please check
event-entered = Begun by { $who }
event-submitted = Submitted by { $who }
event-decided-approve = Approved by { $who }
event-decided-return = Returned by { $who }
event-decided-reject = Rejected by { $who }
event-undone = Decision undone by { $who }
event-withdrawn = Withdrawn by { $who }
event-evidence-added = Evidence added by { $who }
event-evidence-removed = Evidence removed by { $who }
event-reversed = { $who } reversed it
event-awarded = Awarded by { $who }
event-award-included = { $who } added it to the awards
event-award-excluded = { $who } took it off the awards
event-taken-over = Taken over from earlier records
event-took-effect = Took effect
notice-review-waiting = { $stage ->
    [authority-elsewhere] A credit goes to the authority; please record its decision when you have it.
   *[other] A credit is waiting for your review.
}
notice-decision-unit-review = The department has approved; the hospital reviews next.
notice-decision-authority-review = The hospital has approved; the authority reviews next.
notice-decision-approved = Credit approved; it takes effect tomorrow.
notice-decision-returned = Credit returned: { $reason }
notice-decision-rejected = Credit rejected: { $reason }
notice-took-effect = { $points } credits have taken effect and count for { $year }.
notice-chat-asks = The chat “{ $chat }” asks to be linked to your account. If this was not you, do not confirm.
notice-chat-ended = Your password was changed and this chat was unlinked. Link it again in the web app when you need it.
notice-chat-moved = Your account is now linked to another chat; the old one receives nothing more. If this was not you, change your password now.
notice-chat-linked = This chat is linked; messages arrive here too. Send a photo of a certificate to begin.
notice-chat-taken = The chat you had linked now belongs to another account; you receive nothing from it any more.
sex-male = male
sex-female = female
mode-personal = entered
mode-training = in-house training
form-file-name = Credit registration forms { $year }
days-range = { $first } to { $last }
