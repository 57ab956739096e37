### The superior authority: where it reviews, and what it decides elsewhere

authority-title = Superior authority
authority-words = Credits earned outside the province are reviewed by the superior authority. So is an administrator's own claim where the unit has no other administrator.
authority-where = Where does your unit's authority review?
authority-here = In this system
authority-here-words = The authority's reviewers have accounts here; credits go straight to them.
authority-elsewhere = Outside this system
authority-elsewhere-words = You send the papers to the authority and record its decision here: day, number, scan.
authority-none-here = No authority has an account in this system yet.
authority-save = Save
authority-done = Saved. Credits under review go where you said.
refusal-no-authority-here = No authority has an account in this system, so credits would wait for ever. Choose “Outside this system”, or ask your system operator to open an account for the authority.
refusal-day-to-come = This day is still to come. Please check the day of the authority's decision.
letters-title = Authority decisions to record
letters-waiting = { $count ->
    [0] No credit waits to be recorded
    [one] 1 credit waits to be recorded
   *[other] { $count } credits wait to be recorded
}
letters-empty-title = No credit waits to be recorded
letters-empty = Credits that the hospital has approved and the authority still has to review appear here.
letter-record = Record the authority's decision
letter-words = Record only what the authority has already decided. The credit takes effect the next day; who recorded it, the number and the scan are kept, and the registration form says so.
letter-decision = The authority's decision
letter-approve = Approved
letter-return = Returned
letter-reject = Rejected
letter-day = Day of the decision
letter-number = Number of the letter
letter-number-hint = For example 浙继教〔2026〕3号
letter-reason = The authority's remarks
letter-reason-hint = Needed when returned or rejected
letter-file = Scan or photo
letter-file-hint = A photo or a PDF. If something has to be corrected, choose the file again.
letter-save = Record
credit-letter-recorded = The authority's decision is recorded.
event-recorded-approve = { $who } recorded the authority's approval
event-recorded-return = { $who } recorded that the authority returned it
event-recorded-reject = { $who } recorded the authority's rejection
event-led-to-authority-review = { $who } sent it to the authority in this system
event-led-to-authority-elsewhere = { $who } sent it to the authority outside this system
notice-decision-authority-elsewhere = The hospital has approved; the authority reviews it, and the hospital records the result.
