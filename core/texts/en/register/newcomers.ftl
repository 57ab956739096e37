### People who have never signed in: opening again, sign-in links, slips

newcomers-title = Never signed in
newcomers-lead = The first sign-in takes the last six places of the document number and the registered mobile, within { $days } days. Where the mobile is wrong or missing, hand out a sign-in link or a slip.
newcomers-nobody = Everybody has signed in
newcomers-nobody-words = New people are listed here once they have an account.
newcomers-until = Open until { $at }
newcomers-over = Expired
newcomers-open = Open again
newcomers-link = Sign-in link
newcomers-print = Print slips
newcomers-opened = { $count ->
    [one] The first sign-in of 1 person is open again.
   *[other] The first sign-ins of { $count } people are open again.
}
newcomers-links-title = Sign-in links
newcomers-links-words = Each link works once, for its person only, until { $at }. Copy it now or let the person scan it: it is not shown again, and earlier links are void.
newcomers-links-copy = Copy the link
newcomers-links-none = All who were chosen have signed in by now.

slip-title = CME credits · first sign-in
slip-how = Scan with your phone and set a password of your own. Good once, until { $until }.
slip-keep = Keep it to yourself and destroy it after use.
slip-file-name = sign-in slips
