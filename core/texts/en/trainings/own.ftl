### A cycle of one's own: excuses, calendar

own-courses = Courses
own-event = Add to my calendar
own-cancelled = This training was called off: { $reason }
own-excuse = I cannot come
own-excuse-hint = The organisers see your reason, and you are not counted as missing. You can take it back until the cycle ends; if you do come and sign in, you were there.
own-reason-hint = Only the organisers see it. { $longest } characters at most.
own-excuse-send = Send excuse
own-excused-title = You are excused
own-withdraw = Take the excuse back
own-excused = You are excused
own-withdrawn = Excuse taken back
own-reason-duty = On duty
own-reason-away = Away for study or work
own-reason-ill = Sick leave
own-reason-leave = On leave
coming-excused = Excused
coming-past = Where you were
room-tab-excused = Excused
room-excused = Excused: { $reason }
room-empty-excused-title = Nobody is excused
attendance-sheet-excused = Excused: { $reason }
award-why-excused = Excused
award-why-not-passed = Did not pass the assessment
training-event-excused = { $name } excused themselves from cycle { $number }
training-event-excuse-withdrawn = { $name } took their excuse from cycle { $number } back
refusal-excuse-too-late = This cycle of “{ $title }” is over or is not held: nobody can be excused from it any more.
calendar-name = Xuefen · My trainings
chat-excuse = 🙋 I cannot come
chat-excuse-none = There is no training to be excused from: none is planned for you in the next two months, or you are excused already.
chat-excuse-which = Which one can you not come to?
chat-excuse-one = { $title } · { $when }
chat-excuse-why =
    <b>{ $title }</b>
    🕑 { $when }
    You cannot come? Please write why, for example “on night duty that day”. Only the organisers see it.
chat-excuse-no = I can come after all
chat-excuse-done =
    🗓 Excused: <b>{ $title }</b> · { $when }
    Reason: { $reason }
    Whoever is excused is not counted as missing; whoever signs in nevertheless counts as there. To take it back, use the web app (/web).
chat-excuse-kept = All right, you are not excused.
chat-coming-excused = 🗓 Excused
