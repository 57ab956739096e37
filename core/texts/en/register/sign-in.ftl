### Signing in, the first password, sign-in links

sign-in-title = Sign in
sign-in-lead = Continuing medical education credits
sign-in-account = Account
sign-in-account-hint = Yours: your document number. Administrators: the number of the hospital or department.
sign-in-password = Password
sign-in-password-hint = The first time: the last six places of your document number, and your registered mobile.
sign-in-mobile = Registered mobile
sign-in-mobile-hint = The number your hospital has on file. If it has changed, ask your department’s administrator.
sign-in-enter = Sign in
sign-in-by-code = Administrators: sign in with a code
sign-in-trouble = Trouble signing in?
sign-in-phone = Phone
sign-in-email = E-mail
sign-in-other-language = 中文

password-first-title = Choose a password
password-first-lead = Hello { $name }. The first password works only once; please choose one of your own.
password-new = New password
password-new-hint = At least 10 characters of any kind; longer is better. Not your name, document, mobile or birthday.
password-again = The same again
password-set = Save and go on
password-old = Present password
refusal-passwords-differ = The two new passwords are not the same. Please type them again.

link-title = Sign-in link
link-whose = Sign in as { $name }
link-words = This link works only once. If you are not { $name }, please stop here.
link-enter = Sign in
password-show = Show the password
sign-out = Sign out
