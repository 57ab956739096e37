refusal-not-found = Not found. It may have been deleted, or it lies outside your area.
refusal-not-allowed = You are not allowed to do this. Please ask your department or hospital administrator.
refusal-sign-in-needed = Please sign in first.
refusal-not-a-date = “{ $text }” is not a date we can read. Write 2026-06-12, or 2026-06-12 to 06-14, or “yesterday”.
refusal-text-too-long = Too long: { $longest } characters at most, this has { $length }. Please shorten it.
refusal-text-needed = Nothing has been filled in here yet. Please add it.
refusal-year-closed = Credits can be entered for { $first } to { $last } only. Please choose another year.
refusal-rule-disabled = “{ $rule }” is not open yet. It can be chosen once an administrator has given its values.
refusal-not-a-choice = “{ $text }” is not one of the choices. Please pick one from the list.
refusal-outside-year = The dates do not lie in { $year }. Change the dates, or the year of the credit.
refusal-in-future = { $day } is still to come. Please give the dates of an activity you have attended.
refusal-duration-too-short = From { $first } to { $last } is less than { $months } months. Check the dates, or choose the kind for under three months.
refusal-duration-too-long = From { $first } to { $last } is { $months } months or more. Check the dates, or choose the kind for three months or more.
refusal-more-days-than-lasted = There are { $lasted } days from the first to the last, and you entered { $given }. Change the days or the dates.
refusal-more-hours-than-lasted = The activity lasted { $lasted } days, { $most } hours at most, and you entered { $given }. Change the hours or the dates.
refusal-private-character = Character { $place } looks different from one computer to the next and may turn into another. Please type it again in its standard form.
refusal-answer-missing = Still to fill in: { $question }
refusal-evidence-missing = Evidence still needed: { $kinds }
refusal-incomplete =
    Not ready to submit. Please complete:
    { $faults }
refusal-case-changed = This has changed and is now “{ $stage }”. Look at it as it is now, then decide.
refusal-credit-changed = This credit has changed meanwhile; it is now “{ $stage }”. Look at the latest state and try again.
refusal-not-under-review = This credit is “{ $stage }” now; this step is not possible.
refusal-not-editable = This credit is “{ $stage }” and cannot be changed. Before the first review you can withdraw it.
refusal-reason-needed = Returning or rejecting needs a reason, so that the person knows what to do.
refusal-too-late-to-undo = More than ten seconds have passed. To correct it, ask the next reviewer to return it.
refusal-too-many-files = { $most } files a credit at most. Delete one you do not need, then add this one.
