### Signing in with a code (registered administrators)

phone-code-title = Sign in with a code
phone-code-mobile = Mobile
phone-code-mobile-hint = The number registered for you as an administrator. The code comes to your linked chat, or by text message where there is none.
phone-code-send = Send a code
phone-code-sent = If this number is registered for one administrator, a code is on its way. It is good for { $minutes } minutes, once. If none comes, sign in with your password or ask the hospital’s administrator.
phone-code-code = The six digits
phone-code-again = Send another code
phone-code-password = Sign in with account and password
phone-code-text = Your sign-in code for CME credits: { $code }, good for { $minutes } minutes. If you did not ask for it, tell nobody.
chat-sign-in-code = Your sign-in code: <b>{ $code }</b>, good for { $minutes } minutes. If you did not ask for it, tell nobody.
notice-sign-in-code = Somebody asked for a sign-in code with your registered mobile. If it was not you, there is nothing to do; tell nobody the code.
refusal-wrong-code = The code is wrong, has been used, or has expired. Check it, or ask for another.
refusal-codes-too-often = { $minutes ->
    [0] A code has just been asked for. Please try again in { $seconds } seconds.
   *[other] Codes were asked for too often. Please try again in { $minutes } minutes, or sign in with your password.
}
