refusal-year-closed = Credits can be entered for { $first } to { $last } only. Please choose another year.
refusal-rule-disabled = “{ $rule }” is not open yet. It can be chosen once an administrator has given its values.
refusal-not-a-choice = “{ $text }” is not one of the choices. Please pick one from the list.
refusal-outside-year = The dates do not lie in { $year }. Change the dates, or the year of the credit.
refusal-duration-too-short = From { $first } to { $last } is less than { $months } months. Check the dates, or choose the kind for under three months.
refusal-duration-too-long = From { $first } to { $last } is { $months } months or more. Check the dates, or choose the kind for three months or more.
refusal-more-days-than-lasted = There are { $lasted } days from the first to the last, and you entered { $given }. Change the days or the dates.
refusal-more-hours-than-lasted = The activity lasted { $lasted } days, { $most } hours at most, and you entered { $given }. Change the hours or the dates.
refusal-answer-missing = Still to fill in: { $question }
refusal-evidence-missing = Evidence still needed: { $kinds }
refusal-incomplete =
    Not ready to submit. Please complete:
    { $faults }
refusal-credit-changed = This credit has changed meanwhile; it is now “{ $stage }”. Look at the latest state and try again.
refusal-not-editable = This credit is “{ $stage }” and cannot be changed. Before the first review you can withdraw it.
refusal-too-many-files = { $most } files a credit at most. Delete one you do not need, then add this one.
