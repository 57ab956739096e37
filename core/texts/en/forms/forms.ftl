form-title = CME Credit Registration Form
form-of-year = Year { $year }
form-continued = { $name } · Staff number { $number } · continued
form-subject = { $unit }: CME credit registration forms, { $year }
form-name = Name
form-sex = Sex
form-born-on = Born on
form-staff-number = Staff no.
form-professional-title = Title
form-year = Year
form-unit = Hospital
form-department = Department
form-period = Period
form-days = { $first } to { $last }
form-nothing = —
form-column-number = No.
form-column-awarded-on = Awarded on
form-column-project-number = Project number
form-column-activity = Activity
form-column-subtype = Credit subtype
form-column-mode = Mode
form-column-points = Credits
form-column-hours = Hours
form-column-awarded-by = Awarded by
form-column-counts = Counts
form-counts = Yes
form-counts-not = No
form-why-not = Does not count: { $reason }
form-no-rows = No credits in effect this year
form-blank = — No further entries —
form-total-all = Total, all in effect
form-total-counting = of which count towards the standard
form-result = Result
form-result-met = Met
form-result-not-met = Not met
form-result-not-required = No requirement
form-result-met-note = The year’s continuing medical education requirement is met.
form-result-not-required-note = No standard applies to this person this year.
form-own-rules = Some of the rules behind this form are set by the unit itself.
form-letter = Row { $row } was decided by the authority outside the system on { $day } ({ $number }); the unit recorded it.
form-other-rulebook = There is no rulebook for { $year } yet; this form uses the rules of { $used }.
form-seal-department = Department (seal)
form-seal-unit = Hospital (seal)
form-seal-day = Date:{ "　　　　　　　" }
form-code = Verification code
form-how-to-check = Scan the QR code or open the address below to check that this form still agrees with the record.
form-issued-at = Issued { $at }
form-foot = Verification code { $code } · Issued { $at }
form-page = Page { $page } of { $pages }

verification-title = CME credits of several years
verification-subject = { $unit }: CME credits of several years, to { $year }
verification-number = Staff number { $number }
verification-page = Page { $page }
verification-column-year = Year
verification-column-unit = Hospital
verification-column-title = Title
verification-column-points = Credits
verification-column-hours = Hours
verification-column-subtotals = Of which
verification-column-result = Result
verification-column-reasons = Why
verification-class = { $number ->
    [1] Class I
   *[other] Class II
} { $points } credits
verification-subject-hours = { $subject ->
    [public] Public
   *[other] Professional
} { $hours } hours
form-range-note = This form lists credits awarded { $first } to { $last }; the result is that of the whole year { $year }.

refusal-no-year-chosen = No year is chosen yet. Please tick at least one.
verification-file-name = CME credits of several years { $day }
job-title-verification-forms = CME credits of several years ({ $people } people)
notice-job-done-verification-forms = The forms of several years of { $people } people are ready, for one day
notice-job-failed-verification-forms = The forms of several years of { $people } people could not be made
