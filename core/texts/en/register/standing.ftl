### Status and title: many people at once, and each person's records of years

standing-title = Status and title
standing-column-awarded = Awarded on
standing-change = Change several people
standing-warning = This affects who meets the standard. Take care when you change many people.
standing-new-title = New title
standing-new-status = New status
standing-as-it-is = As it is
standing-awarded-on = Awarded on
standing-awarded-on-hint = Needed with a new title.
standing-year = Year
standing-year-hint = Only the record of this year is written, or added where there is none; earlier years stay. Tick { $most } people at most; “all” has no limit: beyond that everybody is looked at in the background first, and you are told when it is done.
standing-look = See what would change
standing-preview = Please check first
standing-made = What was changed
standing-sum = { $changed } to be changed, the year of { $felt } comes out otherwise; { $unchanged } need no change, { $refused } cannot be changed.
standing-sum-made = { $changed } changed, the year of { $felt } comes out otherwise; { $unchanged } needed no change, { $refused } were not changed.
standing-group-changed = To be changed
standing-group-unchanged = No change needed
standing-group-refused = Cannot be changed
standing-group-changed-made = Changed
standing-group-unchanged-made = No change needed
standing-group-refused-made = Not changed
standing-somebody = Somebody you do not look after
standing-make = { $count ->
    [one] Change { $count } person
   *[other] Change { $count } people
}
standing-looking = Everybody is being looked at; this will not take long. You may leave this page and are told when it is done.
standing-changing = The changes are being made, a hundred people at a time. You may leave this page and are told when it is done.
standing-result = { $people } ×
standing-download = Download the list
standing-kind-refused = Cannot be changed
standing-kind-felt = Year comes out otherwise
standing-kind-changed = Changed, same result
standing-kind-unchanged = No change needed
standing-none-title = Nobody like that
standing-column-kind = Outcome
standing-column-words = What changes, or why not
refusal-batch-gone = What was found out is kept for a day and has been thrown away. Go back to the list and look again.
standing-back = Back to the list

records-title = Records of years
records-hint = To change a status, look first for the year it concerns; where the year has no record, add one instead of editing another.
records-explained = More about this
records-explained-applies = A year has at most one record. Whether somebody meets the standard is judged by the record of the year; without one, by that of the latest earlier year.
records-explained-add = If somebody got a new title this year and the list has no record of this year, press Add and choose this year. Editing last year's record would change the result of last year, too.
records-explained-edit = Edit a record only if it was wrong from the beginning. Without a record, its year is judged by an earlier one.
records-explained-result = Before you confirm you see which years come out otherwise; they are counted again at once.
records-add = Add
records-add-one = Add a year’s record
records-edit = Edit
records-remove = Delete
records-awarded = Awarded on { $day }
records-remark = Remark:{" "}
records-remark-label = Remark
records-title-of-year = Title
records-status-of-year = Status
records-none-title = No records of years yet
records-none = Press Add to enter title and status. A year without any record has no requirement.
records-made = Saved; this has changed
records-nothing = Nothing has changed, so there is nothing to save.
records-add-title = Add the record of { $year }
records-save-title = Change the record of { $year }
records-remove-title = Delete the record of { $year }
records-add-confirm = Add it
records-save-confirm = Change it
records-remove-confirm = Delete it

change-record-year = Record of the year
change-record-title = Title in the year
change-record-title-awarded-on = Awarded on
change-record-status = Status in the year
change-record-remark = Remark
change-staff-title = Title now
change-staff-title-awarded-on = Title now awarded on
change-staff-status = Status now

refusal-no-standing-chosen = No new title or status is chosen. Choose at least one.
refusal-year-not-open = The year must lie between { $first } and { $last }; you gave { $year }.
refusal-title-not-in-year = The titles of { $year } do not have this one. Choose another.
refusal-status-not-in-year = { $year } does not have this status. Choose another.
refusal-award-day-ahead = { $day } has not come yet. Check the day of the award.
refusal-award-day-needed = A new title needs the day on which it was awarded. Add it.
refusal-record-there = { $year } has its record already, one a year. Edit that one.

staff-event-record-added = Record of a year added
staff-event-record-changed = Record of a year changed
staff-event-record-removed = Record of a year deleted
staff-event-released = Released to another unit
staff-event-release-withdrawn = Release withdrawn
staff-event-person-moved = Moved
staff-field-year = Year
staff-field-remark = Remark
staff-field-left-on = Left on
staff-field-unit = Unit
