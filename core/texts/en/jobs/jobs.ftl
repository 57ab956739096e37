### Work that takes a while: how far it is, what came of it, cancelling it

jobs-title = Files made for you
jobs-none-title = Nothing has been made yet
jobs-none = When you export the forms of several people, progress and files are listed here.
job-title-forms = { $year } registration forms of { $people } people
job-title-list = List: { $title }
job-title-import-check = Check of a workbook of people ({ $rows } rows)
job-title-import = Import of { $people } people
job-left-out-import =
    { $count ->
        [one] 1 person has not changed their department or left: out of your reach by now, the department closed, or the last administrator. Look them up in the register.
       *[other] { $count } people have not changed their department or left: out of your reach by now, the department closed, or the last administrator. Look them up in the register.
    }
job-title-rule-check = What a change of the { $year } rules would do: { $name }
job-result-import = Imported: { $new } new, { $changed } changed
job-title-standing-check = Status and title in { $year }: what would change
job-title-standing-change = Status and title in { $year }: { $people } people
job-title-people-whole = Register (whole numbers)
job-state-waiting = Waiting
job-state-working = Being made
job-state-done = Ready
job-state-gone = Expired
job-state-failed = Not made
job-state-cancelled = Cancelled
job-progress = Progress
job-percent = { $percent }% done
job-waiting = It will begin in a moment.
job-goes-on = You may leave this page; a message tells you when it is ready.
job-cancel = Cancel
job-done = The file is ready
job-kept-until = Kept until { $until }; only you can download it.
job-left-out =
    { $count ->
        [one] 1 person is
       *[other] { $count } people are
    } no longer in your scope and not included.
job-download = Download ({ $size })
job-cancelled = Cancelled; no file was made.
job-gone = Files are kept for one day; this one has been deleted. You can have it made again.
job-begin-again = Start again

notice-job-done-forms = The { $year } registration forms of { $people } people are ready and kept for one day
notice-job-failed-forms = The { $year } registration forms of { $people } people could not be made
notice-job-done-list = The list “{ $title }” is ready and kept for one day
notice-job-failed-list = The list “{ $title }” was not made
notice-job-done-import-check = A workbook of people ({ $rows } rows) was checked; look at the result
notice-job-failed-import-check = A workbook of people ({ $rows } rows) could not be checked
notice-job-done-standing-check = Everybody was looked at for a change of status or title; look at the effect and confirm
notice-job-failed-standing-check = It could not be found out what a change of status or title would do
notice-job-done-standing-change = Status or title of many people was changed; look at each outcome
notice-job-failed-standing-change = A change of status or title of many people was not finished; open it to see
notice-job-done-import = { $people } people were imported
notice-job-failed-import = { $people } people were not imported; nothing was written
notice-job-done-people-whole = The register with whole numbers is ready and kept for one day
notice-job-failed-people-whole = The register with whole numbers was not made
notice-job-done-rule-check = Whom the change of “{ $name }” ({ $year }) concerns has been worked out
notice-job-failed-rule-check = Whom the change of “{ $name }” ({ $year }) concerns could not be worked out; nothing was changed
chat-web-job = See it in the web app:

refusal-too-many-jobs = { $most } files are still being made for you. Please wait for one of them, or cancel one.
refusal-job-over = This had ended already; the page is up to date now.
refusal-job-broken = Sorry, something went wrong and no file was made. It has been noted. Please press “Start again”; if it fails again, tell your administrator.
refusal-result-gone = Files are kept for one day; this one has been deleted. Please have it made again.
refusal-nobody-left = None of these people is in your scope any more; no file was made.
refusal-no-room = The server has no storage left; no file was made. Please ask an administrator to make room, then press “Start again”.
