chat-photo-name = photo { $taken }.jpg
chat-amount = { $points } credits
chat-no-amount = amount open
chat-days = { $first } to { $last }
chat-unnamed = not yet named
chat-no-evidence = none yet
chat-evidence-unnamed = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
chat-evidence = { $count ->
    [one] { $count } file ({ $kinds })
   *[other] { $count } files ({ $kinds })
}
chat-evidence-line = Evidence: { $it }
chat-head = <i>{ $year } · { $place } · evidence: { $evidence }</i>
chat-returned-because = { $place } (returned because: { $reason })
chat-on-the-web = Fill in on the web
chat-ask-year = <b>Which year do these credits belong to?</b>
chat-ask-category = <b>What kind of activity was it?</b>
chat-closed = Not open yet: { $names }
chat-ask-rule = <b>Which rule applies?</b>
chat-rule-line = { $place }. { $name }: { $statement }
chat-ask-text = <b>{ $name }?</b> Please write it, { $longest } characters at most.
chat-ask-choice = <b>{ $name }?</b> Please choose one.
chat-ask-date = <b>{ $name }?</b> Please write a day, such as { $today } or “yesterday”.
chat-ask-dates = <b>{ $name }?</b> Please write the first and last day, such as 2026-03-12 to 03-14; for one day just that day, or “yesterday”.
chat-ask-remark = <b>{ $name }?</b> Optional; please write it, { $longest } characters at most.
chat-use = Use “{ $text }”
chat-ask-kind = <b>What is file { $place } of { $count }?</b> ({ $name })
chat-kind-said = 📎 { $place }. { $kind }
chat-drop-file = Delete this file
chat-summary-title = <b>Please check, then submit</b>
chat-year-only = { $year }
chat-claim-head = <b>{ $year } { $name }</b>
chat-held = Another { $held } credits under this rule are approved or under review
chat-then-missing = Once approved { $has } / { $needs }, { $missing } still missing
chat-then-enough = Once approved { $has } / { $needs }, enough credits in all
chat-still-missing = <b>Not ready to submit. Still missing:</b>
chat-fault = · { $fault }
chat-submit = ✅ Save and submit
chat-edit = ✏️ Change
chat-save = 💾 Save only
chat-ask-edit = <b>What do you want to change?</b> To add evidence, just send more photos.
chat-file-label = 📎 { $place }. { $kind }
chat-ask-remove = <b>Delete this draft?</b> The files you sent go with it.
chat-remove = 🗑 Delete the draft
chat-removed = The draft is deleted.
chat-saved = Saved, not submitted yet. You can go on from /credits.
chat-submitted = ✅ <b>Submitted.</b> You will hear of the outcome here.
chat-card-title =
    <b>{ $title }</b>
    Status: { $state }
chat-reason = Reason: { $reason }
chat-event = { $at } { $what }
chat-event-new = 🔵 { $at } { $what }
chat-continue = Continue
chat-correct = ✏️ Correct and submit again
chat-withdraw = Withdraw
chat-copy = Copy to a new draft
chat-open = Show this credit
chat-no-credits = No credits yet. Send a photo of a certificate to begin.
chat-list-title = <b>My credits</b> ({ $first }–{ $last } of { $total }). Press a number to open one:
chat-list-line =
    { $place }. { $title }
       { $year } · { $amount } · { $state }
chat-newer = ‹ Newer
chat-older = Older ›
chat-year-title = <b>{ $year } · { $name }</b>
chat-bar = { $bar } { $has } / { $needs } credits
chat-counting = { $has } credits count
chat-check-met = ✅ { $name } { $has } / { $needs }
chat-check-missing = ▫️ { $name } { $has } / { $needs }, { $missing }
chat-waiting-under-review = Under review: { $points } credits
chat-waiting-not-in-effect = Approved, in effect from the next day: { $points } credits
chat-hope-met = If all are approved { $has } credits: { $outcome }
chat-hope-missing = If all are approved { $has } credits, { $missing }
chat-not-counted = <b>Credits that do not count in full:</b>
chat-not-counted-line = · { $title } ({ $points }): { $why }
