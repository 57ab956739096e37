refusal-wrong-password = Account and password do not match. Check both and try again; if you forgot it, ask your department administrator.
refusal-mobile-needed = This looks like your first sign-in: please give your registered mobile, too.
refusal-wrong-first-password = The document number, its last six places or the registered mobile is wrong, or you have set a password already. Check them and try again, or ask your department’s administrator.
refusal-first-password-expired = The time for the first sign-in is over. Ask your department’s administrator to open it again, or for a sign-in slip.
refusal-nobody-ticked = Nobody is chosen yet. Please tick somebody first.
refusal-too-many-ticked = At most { $most } people at once; you chose { $chosen }. Please do it in several steps.
refusal-unit-taken = There is a unit with the number { $code } already. Please check the number.
refusal-too-many-failures = { $minutes ->
    [0] Too many failed attempts. Please wait { $seconds } seconds and try again.
   *[other] Too many failed attempts. Please wait { $minutes } minutes and try again.
}
refusal-password-too-short = A new password needs at least { $shortest } characters. Please choose a longer one.
refusal-password-too-long = A new password has at most { $longest } characters. Please choose a shorter one.
refusal-password-too-easy = This password is easy to guess (like a name, the hospital, a document or mobile number, a birthday, common words or repeated characters). Please choose one nobody thinks of, such as several unrelated words.
refusal-link-used = This link has been used or has expired. Please get a new one.
refusal-register-changed = The register was changed by somebody else meanwhile. Look at the latest state and try again.
refusal-number-taken = This staff number belongs to somebody else. Check the number.
