### Signing in and out, the board

checked-in-sign-in = Signed in at { $at }
checked-in-sign-in-already = Already signed in at { $at }
checked-in-sign-out = Signed out at { $at }
checked-in-sign-out-already = Already signed out at { $at }
checked-in-next = Scan again to sign out when you leave: { $opens } to { $closes }.
checked-in-late = Late
word-dot = { " · " }

attendance-title-sign-in = Sign in
attendance-title-sign-out = Sign out
attendance-whose = { $name }
attendance-at = { $phase ->
    [sign-out] Signing out at
   *[sign-in] Signing in at
}
attendance-place = Place
attendance-when = Held
attendance-confirm-sign-in = Confirm sign-in
attendance-confirm-sign-out = Confirm sign-out
attendance-confirming = Recording…
attendance-guest = The code is kept. Sign in to your account and confirm; no second scan is needed.
attendance-guest-minutes = Please finish within 10 minutes.
attendance-guest-enter = Log in and go on
attendance-guest-chat = Go on in the chat
attendance-own-home = Home

board-title = Attendance board
board-training = In-house training
board-points = { $points } credits
board-count-sign-in = Signed in
board-count-sign-out = Signed out
board-scan-sign-in = Scan to sign in
board-scan-sign-out = Scan to sign out
board-typed = No camera? Open { $place } and type
board-renewed = A new code every { $seconds } s · screenshots do not work
board-opens = { $phase ->
    [sign-out] Sign-out opens in
   *[sign-in] Sign-in opens in
}
board-on-time = On time for another
board-closes-sign-in = Sign-in closes (late) in
board-closes-sign-out = Sign-out closes in
board-over = { $phase ->
    [sign-out] Sign-out is over
   *[sign-in] Sign-in is over
}
board-newest = { $names } just signed in
board-lost = The line to the server is lost; connecting again, and an outdated code goes by itself. Check this device's network; if it is not back in a minute or two, have whoever runs the lecture enter people under “Attendance”.
board-closed = No code is shown now
board-auto = Automatic
board-modes = Show the code for signing in or out
board-no-script = This browser runs no scripts. Reload the page for each new code.
board-refresh = Reload
