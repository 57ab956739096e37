### Home and inbox

home-greeting = Hello { $name }
home-year = { $year }
home-choose-year = Choose the year
home-met-words = The year is met
home-not-required-words = Nothing is required this year
home-needed = of { $needed } credits
home-credits = credits
home-ring = { $points } credits count, { $needed } are needed, { $pending } more are pending
home-ring-open = { $points } credits count, { $pending } more are pending
home-under-review = Under review { $points }
home-tomorrow = In effect tomorrow { $points }
home-explained = See how each one counts
home-met-tomorrow = Met from tomorrow
home-met-from = Met from { $day }
home-met-from-words = What is approved is enough
home-todo = For you to do
home-returned = { $count ->
    [one] One claim was returned: correct it and send it again
   *[other] { $count } claims were returned: correct them and send them again
}
home-returned-others = { $count ->
    [one] One claim that you entered for somebody was returned
   *[other] { $count } claims that you entered for others were returned
}
home-hoped-met = Met once all of it is approved
home-hoped-missing = Once all is approved: { $missing }
home-not-counting = { $points } credits do not count
home-submit = Submit a credit
home-form = Forms
home-review = Review
home-today = Today
home-took-effect = In effect from today
home-recent = Recent credits
home-recent-empty = No credits in { $year } yet
home-recent-empty-words = Take a picture of a certificate; a few steps and it is submitted.
home-inbox = Inbox
home-waiting = Waiting for your review
waiting-credit = { $count ->
    [one] { $count } credit
   *[other] { $count } credits
}
waiting-training = { $count ->
    [one] { $count } training
   *[other] { $count } trainings
}
waiting-joint = {", "}
home-waiting-trainings = { $count ->
    [one] { $count } training waits for your review
   *[other] { $count } trainings wait for your review
}
home-waiting-empty = Nothing to review
home-waiting-empty-words = What people submit appears here.
home-enter-for-others = Enter for somebody
home-install = Put Xuefen on your home screen
home-install-yes = Add to home screen

inbox-title = Inbox
inbox-unread = { $count ->
    [one] { $count } unread
   *[other] { $count } unread
}
inbox-read-all = All read
inbox-empty = No messages yet
inbox-empty-words = You will be told of decisions and of credits that take effect.
inbox-open = Open
inbox-seen = Got it
