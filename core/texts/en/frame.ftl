### The frame of the web app: navigation, what is said when something goes wrong, no network

app-description = Enter and review CME credits and see whether the year is met, on a phone.

nav-home = Home
nav-credits = Credits
nav-scan = Scan
nav-trainings = Trainings
nav-review = Review
nav-forms = Forms
nav-inbox = Inbox
nav-settings = Me

web-main-navigation = Main navigation
web-skip = Skip to content
web-back = Back
web-home = Go to the first page
web-again = Try again
web-close = Close
web-more = See all
web-role-staff = Learner
web-role-credit-enterer = May enter for others
web-role-department-administrator = Department administrator
web-role-unit-administrator = Hospital administrator
web-role-authority-reviewer = Authority reviewer

fault-title = This did not work
fault-title-not-found = Not found
fault-title-closed = Not open to you
fault-title-gone = This link no longer works
fault-title-defect = Something went wrong
fault-back = Go back
fault-part = Reload this part
fault-to-list = Look in { $place }
fault-400 = This request is incomplete or was damaged on its way. Go back and try again.
fault-403 = This cannot be done here. Go back and try again.
fault-404 = There is no such page. The address may be incomplete, or the content was deleted.
fault-405 = This address cannot be opened directly. Please start from the first page.
fault-408 = It took too long and not everything arrived. Check the network and try again.
fault-413 = Too much was sent. Use fewer words, or make the file smaller.
fault-414 = The address is too long. Please start from the first page.
fault-415 = This kind of content is not understood. Go back and try again.
fault-429 = Too many requests. Please try again in a while.
fault-500 = We are sorry: something failed here and this may not have been done. It has been noted; try again later, and tell your administrator if it stays.

refusal-foreign-origin = This did not come from a page of this system and was not carried out. Start from the first page and try again.
refusal-field-unreadable = One of the fields could not be read, nothing was saved. Go back, reload the page and fill it in again.

offline-title = No network
offline-words = Open the page again once you are connected. What you have saved is still there.
refusal-too-many-streams = Too many pages are open, so this one does not update by itself for now. Close pages you do not need, or reload later.
### What pages do by themselves: showing evidence, sending files, short messages

shell-copied = Copied
shell-session-over = You are signed out. What you have typed is still here: sign in again, then save it.
shell-unsent = There is no network; what you just did was not sent. Connect and try again.
shell-confirm-yes = Yes
shell-confirm-no = Cancel
shell-install-by-hand = Press “Share” in the browser, then “Add to Home Screen”.

shell-viewer = Evidence
shell-viewer-original = Open the original
shell-viewer-none = This file cannot be shown here; open the original.
shell-viewer-previous = Previous
shell-viewer-next = Next
shell-viewer-closer = Larger
shell-viewer-farther = Smaller
shell-viewer-turn = Turn

shell-upload-waiting = Waiting to be sent
shell-uploading = Files are being uploaded; this goes by itself when they have arrived.
shell-upload-missing = A file did not arrive, and what you filled in was not sent yet. Retry or remove that file, then send again.
shell-upload-leave = Files are still being uploaded; if you leave, the rest will not be. Leave?
shell-upload-dropped = The network broke off; not uploaded. It is sent again once you are connected, or press “Try again”.
shell-upload-too-large = Larger than { $limit } MB, not uploaded. Make it smaller or take it again.

typed-kept = Your session is over. What you filled in is still in this page: sign in with the same account and press “Send” to go on. Files and passwords were not kept.
typed-title = What you filled in is still here
typed-here = Nothing you filled in is lost; press “Send” to send it again. Files have to be chosen anew.
typed-anew = The document number was not kept; please type it again
typed-file = Choose the file again
typed-send = Send
typed-drop = Drop it
refusal-cookies-needed = This browser keeps no cookies, so you would be signed out at once. Allow cookies for this site in the browser's settings (or leave private browsing), then sign in again.
file-choose = Choose a file
file-none = No file yet
