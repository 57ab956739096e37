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
