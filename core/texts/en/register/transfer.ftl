### Coming and going: moved within the unit, released, taken over

transfer-title = Take somebody over
transfer-lead = Enter document number and name of the person; both must fit. Each question is recorded, and after several wrong ones you have to wait.
transfer-document = Document number
transfer-name = Name
transfer-find = Look up
transfer-found = Found
transfer-into = Into the department
transfer-take = Take over
transfer-nowhere = Your unit has no department to take anybody. Add one first.
transfer-what-follows = From then on your unit looks after the person, and what waits for review is reviewed here. The record of this year stays with the former unit; from next year on it is yours.
transfer-taken = { $name } now works in { $place }.
transfer-person-title = Transfer
transfer-where = Where they have worked
transfer-since = since { $from }
transfer-from-to = { $from } to { $to }
transfer-always = since before the register
transfer-claims = { $count ->
    [one] { $count } claim under review goes
   *[other] { $count } claims under review go
} to the new reviewers.
transfer-move = To another department of the unit
transfer-move-words = At once: the new department looks after the person, and the record of this year names it. Earlier years stay.
transfer-move-to = Department
transfer-move-button = Move
transfer-release = Release to another unit
transfer-release-words = Another unit can then take the person over by document number and name. Sessions, sign-in links and chats end at once, and so do offices.
transfer-release-on = Left on
transfer-release-button = Release
transfer-released = Released, left on { $day }; another unit may take the person over.
transfer-left = The status is Left; another unit may take the person over.
transfer-withdraw = Withdraw the release
transfer-told-moved = Moved.
transfer-told-released = Released.
transfer-told-kept = The release is withdrawn.
notice-person-moved = You now belong to { $place }.{ $claims ->
    [0] {""}
    [one] { " " }{ $claims } claim under review is reviewed there.
   *[other] { " " }{ $claims } claims under review are reviewed there.
}
event-moved = { $who } put it before new reviewers

refusal-nobody-fits = Nobody was found. Check document number and name; both must be as the other unit has them.
refusal-not-released = This person still belongs to another unit. Ask that unit to release them first.
refusal-already-here = This person is in your own unit. Move them between departments on their Transfer page.
refusal-already-released = They are released already; another unit may take them over.
refusal-release-day-ahead = { $day } has not come yet. Release them on that day or later.
refusal-last-administrator = This person is the only administrator of the unit. Appoint another one first.
