refusal-nobody-chosen = Nobody is chosen yet. Tick the people whose forms you want to print.
refusal-too-many-forms = At most { $most } forms are printed at once; you chose { $chosen }. Please print them in several turns.

forms-title = Forms
forms-own = My registration forms
forms-own-hint = The approved credits in effect that year, with a code to verify them.
forms-year = { $year }
forms-open = Open
forms-download = Download
forms-result = See the year's result
forms-standing = Standing
forms-people = People of the department (hospital)
forms-filter-year = Year
forms-nobody-title = Nobody fits
forms-nobody = Try other filters.
forms-pack-one = One PDF for all
forms-pack-each = One PDF each (ZIP)
forms-pack = Packing
forms-draw = Download PDF
forms-draw-hint = Up to { $most } people at a time.
forms-drawing = Drawing…
forms-ready-title = Registration form of { $year }
forms-ready = The form is ready
forms-ready-size = PDF · { $size } KB
forms-missing-title = Some characters cannot be printed
forms-missing = No font has these characters; the form shows “〓” instead. Please write them in by hand:
forms-missing-one = { $name }: { $character }
forms-none-title = No form
forms-none = Your account has no entry in the register, so there is no form of your own.

verify-title = Verify a registration form
verify-hint = Type the code on the form: 16 characters, blanks do not matter.
verify-code = Code
verify-check = Verify
verify-unknown = There is no such code. Compare it with the form; I and L, O and Q are easily mistaken.
verify-wait-title = Please wait
verify-true = Agrees with the record
verify-true-what = What this form says agrees with the record of today.
verify-old = The record has changed
verify-old-what = The record has changed since this form was issued. Please ask for a new print.
verify-form = Registration form
verify-name = Name
verify-year = Year
verify-points = Credits that count
verify-hours = Hours that count
verify-result = Result
verify-reasons = Reasons
verify-issued = Issued
verify-code-is = Code
verify-again = Verify another one
verify-name-masked = To protect the person only part of the name is shown.

yearsheet-title = Standing of { $year }
yearsheet-who = { $name } · { $department }
yearsheet-as-of = As of
yearsheet-as-of-show = Show
yearsheet-as-of-note = As things stood on { $day }
yearsheet-title-then = Title that year
yearsheet-status-then = Status that year
yearsheet-no-record = There is no record of this person for the year; no requirement is made.
yearsheet-checks = What is required
yearsheet-check = { $has } / { $needs }
yearsheet-totals = Totals
yearsheet-all = All
yearsheet-counting = Counting
yearsheet-credits = Credits
yearsheet-hours = Hours
yearsheet-class-1 = Class I credits
yearsheet-class-2 = Class II credits
yearsheet-subject-professional = Hours, professional subjects
yearsheet-subject-public = Hours, public subjects
yearsheet-subtype = Subcategory
yearsheet-lines = Credit by credit
yearsheet-line-count = { $count ->
    [one] { $count } credit
   *[other] { $count } credits
}
yearsheet-counts = Counts
yearsheet-none-title = No credits this year
yearsheet-none = Approved credits that are in effect are listed here.
yearsheet-hoped = If all that is under review is approved: { $outcome }
yearsheet-form = Registration form
yearsheet-year = Year
yearsheet-item = Item
yearsheet-other-rulebook = There are no rules for { $year } yet; those of { $used } are used.
people-title = People
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
people-filter-words = Name or staff number
people-column-name = Name
people-column-number = Staff number
people-column-department = Department
people-column-title = Title
people-column-sex = Sex
people-column-born = Born on
people-column-status = Status
