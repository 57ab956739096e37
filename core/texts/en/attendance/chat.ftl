chat-trainings-title = <b>My trainings</b>
chat-trainings-none = No training is planned for you in the next two months. You will be reminded here a day and an hour before the next one.
chat-trainings-nobody = This account has no member of staff behind it, so no training expects it. To review trainings send /review ; to plan them use the web app (/web).
chat-trainings-more = And { $count } more; see the web app (/web).
chat-training-line =
    <b>{ $title }</b> · { $cycle }
    🕑 { $when }
    📍 { $place }
    { $state }
chat-coming-ahead = ▫️ Sign-in opens { $opens }
chat-coming-open-sign-in = 🟢 Sign-in is open until { $until }
chat-coming-arrived = ✅ Signed in { $came }; sign-out opens { $out_opens }
chat-coming-open-sign-out = 🟢 Signed in { $came }; sign-out is open until { $out_until }
chat-coming-left = ✅ Signed in { $came }, signed out { $left }
chat-coming-only-left = ⚠️ Signed out { $left }, no sign-in on record; ask the organiser
chat-coming-only-arrived = ⚠️ Signed in { $came }, no sign-out on record; ask the organiser
chat-coming-missed = ⚠️ No sign-in on record; ask the organiser
chat-scan = 📷 Scan to sign in or out
chat-own-trainings = My trainings
chat-own-credits = My credits
chat-training-web = Show in the web app
chat-web-scan = Open the scanner with this link, once, within ten minutes:
chat-web-training = Open it in the web app with this link, once, within ten minutes:
chat-stranger-code =
    Hello! This chat is not linked to an account yet, so this scan has not been recorded.
    Please link it first: open { $url } in a browser, sign in and press “Link a chat”. Then open the sign-in link once more; it is good for ten minutes after the scan.
    If you have no account, please ask your department’s administrator.
chat-judged =
    <b>{ $phase } · “{ $title }”</b>
    🕑 { $when }
    📍 { $place }
    { $name }, scanned { $at }. It is recorded once you press the button below.
chat-judged-late = ⚠️ This will count as late.
chat-press-sign-in = ✅ Sign in
chat-press-sign-out = ✅ Sign out
chat-recorded-sign-in = <b>{ $at } signed in</b> · “{ $title }”
chat-recorded-sign-in-late = <b>{ $at } signed in (late)</b> · “{ $title }”
chat-recorded-sign-out = <b>{ $at } signed out</b> · “{ $title }”
chat-recorded-before = It was on record already; this is the time that counts.
