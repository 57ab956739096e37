notice-year-end = { $days ->
    [0] Today is the last day of { $year }
    [one] { $year } ends in { $days } day
   *[other] { $year } ends in { $days } days
    }: { $missing }. { $ways }
year-end-joint = { " " }
year-end-suffices = You meet the standard once all { $points } credits under review are approved.
year-end-waiting = Another { $points } credits are under review; even with all of them it is not enough.
year-end-trainings = Trainings open to you: { $listed }.
year-end-training = “{ $title }” { $at } ({ $points } credits)
year-end-enter = If you have earned credits that are not entered yet, please enter and submit them soon.
notice-department-behind = { $department }: in { $year }, { $behind ->
    [one] { $behind } person does
   *[other] { $behind } people do
    } not meet the standard, { $days ->
    [0] today is the last day
    [one] { $days } day is left
   *[other] { $days } days are left
    }{ $hopeful ->
    [0] { "" }
   *[other] ; { $hopeful } of them will once what is under review is approved
    }{ $absent ->
    [0] { "" }
   *[other] ; { $absent } have no account or never signed in and get no reminder
    }.
notice-claims-waiting = { $count ->
    [one] { $count } claim has
   *[other] { $count } claims have
    } been waiting for you for three days or more, the longest for { $days } days.
chat-status-own = My credits
chat-behind-list = See who is behind
chat-review-now = Review
chat-remind-off = Stop reminding me
chat-remind-on = Remind me again
chat-reminders-off = All right: no more automatic reminders of the year’s end or of claims that wait. Messages stay in /inbox. Say “remind me” to have them back.
chat-reminders-on = All right: you will be reminded when the year ends without the standard met, and when claims wait for you too long.
chat-web-behind = The link below opens the list of those who are behind. It works once, within ten minutes:
settings-reminders = Automatic reminders
settings-reminders-words = 90, 30 and 7 days before the year’s end if you do not meet the standard, and when claims have waited for you for three days. Training dates and review results always reach you.
settings-reminders-on = Remind me
settings-reminders-off = Do not
