### The start page of the demonstration

demo-title = Try it out
demo-lead = Choose a person, open the web app or the chat, and see how a certificate becomes credits.
demo-sample = The hospitals, people, document numbers and certificates here are invented. Please do not enter real data.
demo-clock = Day of the demonstration
demo-clock-ahead = { $days ->
    [0] that is today
    [one] { $days } day ahead
   *[other] { $days } days ahead
}
demo-next-day = One day on
demo-clock-end = That is far enough. To start again, run cme demo --fresh.
demo-effective = { $count ->
    [0] No credit takes effect today.
    [one] { $count } credit takes effect today.
   *[other] { $count } credits take effect today.
}
demo-clock-hint = An approved credit takes effect on the next day. Move on by a day to see it count.
demo-walk = The whole way
demo-walk-1 = Open the chat as 闻旦, send a photo of a certificate and answer the questions.
demo-walk-2 = Review it as 蔡李铭 (head nurse), then as 刘独秀 (hospital).
demo-walk-3 = Credits from outside the province also go to 陆省之 (superior authority).
demo-walk-4 = Come back here, move on by a day, and see whether 闻旦 meets the standard; download the form.
demo-people = Sample people
demo-web = Web app
demo-web-as = Open the web app as { $name }
demo-chat = Chat
demo-chat-as = Open the chat as { $name }
demo-account = Account
demo-password = Password
demo-first-password = First password
demo-mobile = Registered mobile

demo-role-nurse = Nurse, nursing · start here
demo-role-head-nurse = Head nurse, administers nursing
demo-role-unit = Medical director, administers the hospital
demo-role-authority = Reviewer of the superior authority
demo-role-unlinked = Nurse, nursing · no chat linked yet
demo-role-colleague = Nurse, nursing · her evidence raises flags
demo-role-newcomer = New nurse, nursing · has never signed in
demo-role-second-head-nurse = Second administrator of nursing
demo-role-head-physician = Head physician, administers internal medicine
demo-role-second-unit = Second administrator of the hospital
demo-role-elsewhere = Administrator of another institution
