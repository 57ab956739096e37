### In-house trainings: stages, reasons to refuse, messages

training-stage-draft = Draft
training-stage-unit-review = Hospital review
training-stage-returned = Returned
training-stage-rejected = Rejected
training-stage-approved = Approved
training-stage-cancelled = Cancelled
training-stage-awarded = Awarded, not closed yet
training-stage-closing-review = Closing under review
training-stage-closing-returned = Closing returned
training-stage-closing-rejected = Closing rejected
training-stage-closed = Closed

trainings-tab-all = All
trainings-tab-held = Held
trainings-tab-planned = Not yet held
trainings-tab-awaiting-award = Awaiting award

cycle-number = Cycle { $number }
cycle-expected-open = Whole hospital
phase-sign-in = Sign in
phase-sign-out = Sign out

standing-present = Present
standing-late = Late
standing-left-early = Left early
standing-incomplete = Incomplete
standing-absent = Absent

signal-shared-device = One phone for several people
signal-slow-scan = Scanned late in the code’s life
signal-phone-clock = Phone clock is off
signal-late-sync = Sent later
signal-two-places = Signed in elsewhere at the same time
signal-outside-network = Outside the hospital network
signal-over-capacity = Over capacity
signal-walk-in = Not on the list

award-role-participant = Participant
award-role-speaker = Speaker
award-why-present = Present
award-why-late = Late, { $minutes } minutes there
award-why-left-early = Left early, { $minutes } minutes there
award-why-too-short = { $minutes } minutes there, { $needed } are needed
award-why-incomplete = One scan only
award-why-absent = Absent
award-why-teaches = Speaks on { $topics }
award-why-awarded-as-speaker = Awarded as speaker

presence-scans = Signing in and signing out both scanned
presence-minutes = Signing in and signing out both scanned, { $minutes } minutes there

question-training-name = Activity
question-training-rule = Credit level
question-training-hours = Contact hours
question-training-discipline = Third-level discipline
question-training-mode = Delivery mode

refusal-training-changed = This training has changed and is now “{ $training_stage }”. Look at it as it is now, then try again.
refusal-training-not-editable = This training is now “{ $training_stage }” and cannot be changed here. After approval only place, times and teachers may change, until it begins.
refusal-training-not-under-review = This training is now “{ $training_stage }”, not at a step that can be reviewed.
refusal-not-held-yet = The last cycle is not over yet. Credits can be awarded after it.
refusal-not-awardable = This training is now “{ $training_stage }”: nothing can be awarded or corrected. Credits in effect are reversed by the hospital.
refusal-nothing-to-award = There is nobody to award. Include those who should get credits first.
refusal-report-needed = Write the execution report first, then submit the closing.
refusal-cycle-missing = There is no cycle yet. Add one.
refusal-course-missing = Cycle { $number } has no course yet. Add one.
refusal-cycle-outside-year = A cycle must lie within { $year } and cannot cross into another year. Change its times.
refusal-cycle-too-short = This cycle has only { $minutes } minutes, less than the { $hours } contact hours planned. Make it longer or plan fewer hours.
refusal-cycle-ends-first = The end must be after the beginning. Change the times.
refusal-course-outside-cycle = A course must lie within the times of its cycle. Change its times.
refusal-nobody-expected = Nobody is expected yet. Choose departments or people, or open it to the whole hospital.
refusal-plan-incomplete =
    It cannot be submitted yet. Please complete:
    { $faults }
refusal-not-a-moment = This is not a time we can read. Choose a date and a time of day.
refusal-number-out-of-range = Enter a whole number from { $least } to { $most }.
refusal-amount-out-of-range = Enter a number from { $least } to { $most }; decimals are allowed.
refusal-training-year-closed = The year held can only be { $first } or { $last }.

refusal-code-not-ours = This code is cut off or not one of ours. Point the camera at the code on the screen and scan again.
refusal-board-link-over = The training is over, or the board has a new link by now. Organisers sign in and open the board from the training's attendance page.
refusal-typed-code-wrong = The code is wrong or has expired. Type the one that stands under the QR code now.
refusal-code-expired = This code has expired. Scan the one that is on the screen now.
refusal-code-from-future = This code’s time has not come yet. Scan the one that is on the screen now.
refusal-kept-too-long = This scan reached us more than 24 hours later and cannot be recorded. Ask the organiser to note it.
refusal-attendance-closed = Attendance of “{ $title }” is over, or it was cancelled. Ask the organiser if in doubt.
refusal-not-open-yet = { $phase } has not begun; it opens at { $opens }. Scan again then.
refusal-window-over = The time for { $phase } is over. Ask the organiser to note it.
refusal-not-expected = You are not on the list of this cycle; nothing was recorded. Ask the organiser in the room.
refusal-other-account = This scan was made under another account. Sign in to that account to send it.
refusal-no-own-attendance = This account has no member of staff behind it and cannot sign in to trainings. Use your personal account.
refusal-already-marked = There is a record of this person already.
refusal-not-marked = There is no mark by hand to take back; scans stay.
refusal-scanned-already = There is a record of this person already; no mark is needed.

notice-training-waiting = “{ $title }” waits for your review
notice-training-decided-approved = “{ $title }” was approved and can be held as planned
notice-training-decided-returned = “{ $title }” was returned: { $reason }
notice-training-decided-rejected = “{ $title }” was rejected: { $reason }
notice-training-decided-closed = The closing of “{ $title }” was verified; credits take effect the next day
notice-training-decided-closing-returned = The closing of “{ $title }” was returned: { $reason }
notice-training-decided-closing-rejected = The closing of “{ $title }” was rejected: { $reason }
notice-training-moved = “{ $title }” is now at { $starts_at }, { $place }
notice-training-cancelled = “{ $title }” was cancelled: { $reason }
notice-training-tomorrow = Tomorrow { $starts_at }: “{ $title }”, { $place }
notice-training-today = Today { $starts_at }: “{ $title }”, { $place }
notice-training-soon = Within the hour: { $starts_at }, “{ $title }”, { $place }
notice-training-closed = Your credit of “{ $title }” takes effect on { $day }
notice-award-reversed = Your credit of “{ $title }” was reversed by the hospital: { $reason }
