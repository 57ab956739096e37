### Statistics of the in-house trainings that were held (4.2): page, printed table, workbook

statistics-title = Training statistics
statistics-sheet-title = In-house trainings held in { $year }
statistics-file-name = In-house trainings { $year }
statistics-hint = Expected and present count people, without the speakers; present are those who fulfilled the attendance rule; the rate looks at expected people only. Activities open to the whole unit expect nobody by name. Credits are those awarded and not reversed.

statistics-year = Year
statistics-choose-month = Month
statistics-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
statistics-department = Department
statistics-rule = Credit level
statistics-closing = Closing
statistics-from = Begins from
statistics-to = Begins until

statistics-held = Held
statistics-times = { $cycles } cycles
statistics-people = Present
statistics-of-expected = { $expected } expected
statistics-rate = Attendance rate
statistics-speakers = { $speakers } speakers
statistics-awarded = Credits awarded
statistics-awarded-to = to { $credits } people

statistics-reviews = Reviews and progress
statistics-plans = Plans
statistics-plan-draft = Draft
statistics-plan-waiting = Waiting
statistics-plan-approved = Approved
statistics-plan-returned = Returned
statistics-plan-rejected = Rejected
statistics-plan-cancelled = Cancelled
statistics-closings = Closings
statistics-closing-open = To be submitted
statistics-closing-waiting = Waiting
statistics-closing-passed = Verified
statistics-closing-returned = Returned
statistics-closing-rejected = Rejected
statistics-progress = Progress

statistics-by-month = By month
statistics-chart-numbers = The numbers of each month
statistics-activities = Activities
statistics-list = Activities
statistics-list-count = { $count } in all
statistics-total = Total of { $count }

statistics-column-number = No.
statistics-column-starts-on = Begins
statistics-column-name = Activity
statistics-column-department = Department
statistics-column-rule = Credit level
statistics-column-cycles = Cycles
statistics-column-expected = Expected
statistics-column-present = Present
statistics-column-rate = Rate
statistics-column-speakers = Speakers
statistics-column-credits = Awarded
statistics-column-points = Credits
statistics-column-stage = Closing

statistics-empty-title = Nothing has been held yet
statistics-empty = An activity appears here when its last cycle is over. Look at another year, or plan a training first.
statistics-empty-filtered-title = No activity fits
statistics-empty-filtered = Choose another month, or clear the filters.
statistics-plan-one = Plan a training

statistics-stage-approved = To be awarded
statistics-stage-awarded = Awarded, to be closed
statistics-stage-closing-review = Closing under review
statistics-stage-closing-returned = Closing returned
statistics-stage-closing-rejected = Closing rejected
statistics-stage-closed = Closed
statistics-present-of = { $present } of { $expected } present
statistics-present-open = { $present } present
statistics-points-of = { $points } credits
