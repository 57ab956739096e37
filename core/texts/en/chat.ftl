chat-photo-name = photo { $taken }.jpg
chat-amount = { $points } credits
chat-no-amount = amount open
chat-and = {", "}
chat-days = { $first } to { $last }
chat-line = { $name }: { $value }
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
chat-back = ‹ Back
chat-cancel = ✕ Cancel
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
chat-press-please = Please choose with the buttons below.
chat-refused = ⚠️ { $why }
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
chat-person =
    <b>{ $name }</b> { $title } · { $department }
    { $number }
chat-flag = 🚩 { $flag }
chat-submitted-at = Submitted: { $at }
chat-approve = ✅ Approve
chat-return = ↩️ Return
chat-reject = ❌ Reject
chat-skip = Skip ›
chat-next = Next ›
chat-undo = Undo (within 10 s)
chat-decided = <b>{ $what }</b> ({ $state })
chat-type-reason = Write a reason
chat-ask-return-reason = Please write why you return it, 180 characters at most.
chat-ask-reject-reason = Please write why you reject it, 180 characters at most.
chat-review-waiting = 📥 <b>A credit is waiting for your review</b>
chat-queue-head = <b>{ $waiting } waiting, number { $at }</b>
chat-queue-empty = Nothing is waiting for your review.
chat-queue-end = That was the last one; { $waiting } still waiting.
chat-from-start = From the beginning
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
chat-form-of = 📄 Form of { $year }
chat-ask-form = <b>The registration form of which year?</b>
chat-form-caption = Registration form { $year }
chat-form-lacks = Note: no font has “{ $letter }” of { $name }; the form shows 〓, please write it in by hand.
chat-notice-head = <b>{ $title }</b> ({ $year }, { $amount })
chat-notice = { $text }
chat-web-link = Sign in to the web app with this link, once, within ten minutes:
chat-web-continue = Go on in the web app with this link, once, within ten minutes:
chat-upload-there = This file is over 20 MB, more than a chat can take. Please upload it in the web app with this link, once, within ten minutes:
chat-open-web = Open the web app
chat-link = <a href="{ $url }">{ $label }</a>  { $url }
chat-ask-link = <b>Link this chat to the account of { $name } ({ $place })?</b> Only do so if the account is yours.
chat-ask-link-again = This chat belongs to { $name } now; once moved, it receives nothing of that account any more.
chat-link-yes = It is my account
chat-link-no = Not mine
chat-link-agreed = One more step: go back to the web app, { $url } , check the name of the chat and press “It is mine, link it”. Good for ten minutes.
chat-link-refused = Nothing was linked. The link is void; if somebody else sent it to you, please ignore it.
chat-greeting = Hello { $name }!
chat-stranger =
    Hello! This is the assistant for continuing medical education credits.
    Please link your account first: open { $url } in a browser, sign in and press “Link a chat”, then scan the picture or send me the code.
    If you have no account, please ask your department’s administrator.
chat-stranger-short = This chat is not linked to an account yet. Send /start to see how.
chat-only-private = Credits are personal. Please talk to me in a private chat.
chat-help =
    <b>Just send a photo or PDF of your certificate to enter credits.</b>
    You may also ask “am I compliant?” or “how many credits do I need?”.
    /new enter credits
    /status do I meet the standard
    /credits my credits
    /trainings my trainings
    /forms registration form (PDF)
    /review review (administrators)
    /inbox messages
    /web sign in to the web app
    /language language
    /unlink unlink this chat
chat-ask-language = 请选择语言 / Choose a language
chat-language-name = English
chat-language-set = All right, English from now on.
chat-ask-unlink = This chat is linked to { $name }. Once unlinked it gets no more messages; those in the web app stay.
chat-unlink = Unlink
chat-keep = Keep
chat-unlinked = Unlinked. Send /start to begin again.
chat-nothing-changed = All right, nothing was changed.
chat-inbox-title = <b>Messages</b> ({ $unread } unread)
chat-inbox-empty = No messages yet.
chat-small-talk =
    I can enter and look up your credits: send a photo or PDF of a certificate to begin, or ask “am I compliant?”.
    Everything is in /help .
chat-not-understood = I cannot read this kind of message. Please send a photo, a picture file or a PDF of your certificate, or write to me.
chat-defect = Sorry, something went wrong here; it has been noted. Your draft is safe, please try again, or use the web app.
refusal-chat-no-own-record = Your account has no credit record of its own, so credits cannot be entered or shown here. To enter for your people use the web app (/web); to review send /review .
refusal-chat-file-not-fetched = This file cannot be fetched just now. Please send it again, or upload it in the web app.
chat-menu-new = Enter credits
chat-menu-status = Do I meet the standard
chat-menu-credits = My credits
chat-menu-review = Review
chat-menu-forms = Registration form (PDF)
chat-menu-inbox = Messages
chat-menu-web = Sign in to the web app
chat-menu-language = Language 语言
chat-menu-unlink = Unlink this chat
chat-menu-help = Help
