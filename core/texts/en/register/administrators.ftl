### What is registered of administrators, and their way back in

administrator-mobile = Mobile
administrator-mobile-hint = Once it is registered, its person can sign in with a code. With a staff number it may stay blank: the register’s is used.
administrator-mobile-stays = It is { $mobile } now. Leave blank to keep it.
administrator-mobile-shared = Another administrator has registered this mobile, too: it cannot be used to sign in.
administrator-no-mobile = no mobile registered
administrator-office-phone = Office phone
administrator-name-hint = This person is of the register, which says the name.
administrator-save = Save
administrator-remove = Delete
administrator-remove-sure = Take the office from { $name }? Sessions, links and chats end at once.
administrator-remove-hint = They administer nothing here any more and are signed out at once. What they reviewed and entered stays.
administrator-done-saved = Saved.
administrator-done-removed = Deleted.
administrator-link-make = Make a sign-in link
administrator-link-hint = For somebody who has lost the password and gets no code: the link leads to a new password.
administrator-link-sure = Make a sign-in link for { $name }? Once it is used, the old password and other sessions end.
administrator-link-title = Sign-in link
administrator-link-words = Let { $name } scan it or open the link, and set a new password. It works once, until { $at }, and is not shown again.
refusal-administrator-changed = Somebody else has just changed this administrator. Look at what it says now, then save again.
refusal-no-such-account = Nobody signs in with this account name. Check it.

### Entering for others (departments)

department-enters = May enter for its people
department-enters-not = May not enter for others
department-enters-hint = The department’s administrators can then enter credits for its people, and the hospital has the last word. Everybody enters for themselves in any case.
department-enters-grant = Grant
department-enters-withdraw = Withdraw
department-done-granted = Granted
department-done-withdrawn = Withdrawn
staff-event-entering-granted = department may enter for others
staff-event-entering-withdrawn = department may no longer enter for others
person-enters = May enter for their department
person-enters-not = May not enter for others
person-enters-hint = They can then enter credits for people of their department without being an administrator, and the hospital has the last word. It ends when they move or leave.
department-granted = People who may enter for others
department-granted-none = None yet.
department-granted-hint = Grant or withdraw it on the person’s page.
staff-event-person-entering-granted = may enter for their department
staff-event-person-entering-withdrawn = may no longer enter for their department
notice-entering-granted = The hospital lets you enter credits for people of your department. Open “Credits”, then enter one and choose for whom.
notice-entering-withdrawn = You may no longer enter credits for others.
refusal-enters-anyway = Administrators may enter for their department in any case; they need no other right.
refusal-not-here-any-more = This person has left and cannot be given the right.
refusal-entering-not-granted = Your hospital has not given your department the right to enter for others. Let them enter it themselves, or ask the hospital’s administrator.
