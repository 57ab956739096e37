refusal-document-form = { $document_kind ->
    [residence-permit] This permit's number has 18 places and begins with 810000, 820000 or 830000. Compare it with the card.
    [permanent-residence] This card's number is three letters and 12 digits, or 18 places that begin with 9. Compare it with the card.
    [hong-kong-macau] This permit's number is H or M and 8 (or 10) digits. Compare it with the card.
    [taiwan] This permit's number has 8 (or 10) digits. Compare it with the card.
    [passport] A passport number has 5 to 17 letters and digits. Compare it with the passport.
   *[resident] An identity card number has 18 places: 17 digits and one digit or X. Compare it with the card; for another document, choose its kind first.
}
refusal-document-check = One place of the number is wrong: the last one does not go with the others. Compare it with the document.
refusal-document-date = The date of birth in the number (places 7 to 14) does not exist or has not come yet. Compare it with the document.
refusal-document-taken = This document number is registered already. Everybody is registered once; look for the person first.
refusal-document-says-otherwise = This is not what the document number says. Check the number and this field.
refusal-field-needed = This field is needed.
refusal-no-such-choice = The list has no such entry. Choose one from the list.
refusal-department-closed = This department is closed and takes nobody new. Choose another one.
refusal-day-unlikely = The date must be after 1900, and today or earlier. Check it.
refusal-year-unlikely = Give a year from { $first } to { $last }, or “not appointed”.
refusal-mobile-form = A mobile number has 11 digits and begins with 1. Check it.
refusal-number-form = A staff number has 10 digits. Leave it empty if there is none: the system allocates one.
refusal-number-of-ours = Numbers that begin with { $first } are allocated by the system and cannot be typed. Leave it empty if there is none.
staff-field-document-kind = Kind of document
staff-field-document = Document number
staff-field-name = Name
staff-field-sex = Sex
staff-field-born-on = Date of birth
staff-field-title = Current title
staff-field-title-awarded-on = Title awarded on
staff-field-appointed-in = Year of appointment
staff-field-department = Department
staff-field-post-type = Post
staff-field-status = Status
staff-field-mobile = Mobile
staff-field-specialty = Specialty
staff-field-staff-number = Staff number
staff-field-staff-kind = Kind of staff
staff-field-position = Position in the hospital
staff-not-appointed = Not appointed
nav-people = People
word-semicolon = { "; " }
word-colon = { ": " }
refusal-particulars-refused = { $count ->
    [one] One field is to be changed:
   *[other] { $count } fields are to be changed:
}
refusal-document-known = This document is registered for { $name }.
refusal-document-elsewhere = This document is registered in another department or hospital. The person can be taken over.
refusal-nobody-found = Nobody of your department or hospital has this number. Check it.
refusal-not-a-photo = This is not a photo. Send a JPG, PNG, WebP or HEIC; of a photo in a PDF or Word file, send a screenshot.
refusal-photo-too-small = The photo is too small: at least { $width } × { $height } pixels. Choose a clearer one.
refusal-department-named = There is a department called “{ $name }” already. Choose another name.
refusal-department-in-use = { $count } people work in this department. Merge it into another one, or move them first.
refusal-department-has-trainings = { $count } trainings of this department are not over. Merge it into another one, which goes on with them.
refusal-departments-full = The numbers for departments are used up; no more can be added.
refusal-department-changed = Somebody has just renamed the department “{ $name }”. Check it, then try again.
people-column-level = Title level
people-column-photo = Photo
people-photo-yes = yes
people-photo-no = no
people-more = More about people
people-standing = Status and title
people-by-number = Find by document number or mobile
people-number = Document number or mobile
people-number-hint = The whole number is needed; it appears in no address.
people-find = Find
people-forms = Print forms of { $year }
people-nobody = Nobody found
people-nobody-words = Change the filters, or add somebody.
people-several = { $count ->
    [one] One person found
   *[other] { $count } people found
}
person-add = Add a person
person-add-lead = Fields with * are needed. An account is made: its login is the document number, its first password the last six places.
person-edit = Edit
person-save = Save
person-who = Who it is
person-what = Title
person-where = Post
person-document-hint = Full-width characters, blanks and a small x are fine.
person-born-hint = An identity card tells it; you may leave it empty.
person-mobile-hint = For the first sign-in and for getting a password back.
person-number-hint = The province's number where there is one; else leave it empty and one is allocated.
person-kept = (no longer in the list)
person-known = Open { $name }
person-take-over = Take the person over
person-changed-meanwhile = Somebody else has changed this person meanwhile
person-changed-what = What you typed is still there. Compare it and save again; to keep what stands now, type the same.
person-now = Now
person-typed = You typed
person-standing-hint = The post also changes this year's record, not those of earlier years. Another department looks after the person at once, and reviews what waits.
person-standing-elsewhere = Title, its date and status decide results; they are changed by year under “Records of years”, where you see what would change before you save.
person-done-added = Added, with an account
person-done-saved = Saved
person-done-granted = Granted
person-done-withdrawn = Withdrawn
numbers-show = Show document number and mobile in full
numbers-why = Why you need them
numbers-hint = This is kept in the change log.
photo-title = Photo
photo-of = Photo of { $name }
photo-hint = It is cropped to 3:4 around its middle and printed on forms. Use a front view without a hat.
photo-choose = Take or choose a photo
photo-again = Take or choose another one
photo-send = Upload
photo-fine = Keep this one
photo-remove = Remove the photo
changes-title = Change log
changes-none = No changes yet
changes-none-found = No such changes
changes-none-words = Whoever edits people, departments, status or title leaves a line here.
changes-column-about = Person or department
changes-column-at = Time
changes-column-office = Account
changes-column-name = Account name
changes-column-via = IP address
changes-column-what = What was done
changes-filter-from = From
changes-filter-to = To
changes-filter-who = Account or name
staff-event-person-added = Person added
staff-event-person-changed = Changed
staff-event-numbers-shown = Numbers shown in full
staff-event-photo-set = Photo uploaded
staff-event-photo-removed = Photo removed
staff-event-department-added = Department added
staff-event-department-renamed = Department renamed
staff-event-department-closed = Department closed
staff-event-department-merged = Department merged
staff-event-told = { $what }: { $told }
staff-event-turn = { $field } ({ $before } → { $after })
staff-event-value = { $field } { $value }
staff-event-nothing = nothing
staff-field-reason = Reason
departments-title = Departments
departments-count = { $count ->
    [one] One department
   *[other] { $count } departments
}
departments-none = No departments yet. Add one first.
departments-closed = { $count } closed
department-new = Name of the new department
department-add = Add a department
department-name = Name
department-name-hint = It is called so from today on; forms of earlier years keep the old name.
department-rename = Rename
department-merge-into = Merge into
department-merge-hint = { $count } people work there from today on, and this department is closed; earlier records stay. Claims under review and trainings that are not over go to that department, and the administrators of this one lose their accounts.
department-merge = Merge
department-merge-sure = Move the { $count } people of “{ $name }” and close it?
department-close-hint = A department without people can be closed; it takes nobody new afterwards.
department-close = Close the department
department-close-sure = Close “{ $name }”?
department-done-added = Added
department-done-renamed = Renamed
department-done-closed = Closed
department-done-merged = Merged
