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
chat-picture-name = picture.jpg
chat-papers-missing = 📎 { $count } of the papers could not be sent to this chat. Look at them in the web app before you decide.
chat-case-unopened = This one cannot be opened right now. Go on with the next, or look at it in the web app.
chat-from-start = From the beginning
