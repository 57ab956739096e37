### A series in one step

series-title = Make a series
series-lead = This cycle again on later days: every { $weekday } at { $when }, with the same place ({ $place }), people, attendance and courses.
series-every = How often
series-every-weeks = { $weeks ->
    [1] Every week
   *[other] Every { $weeks } weeks
}
series-until = Until
series-show = List the days
series-days = Days
series-days-hint = Untick days on which it is not held, such as holidays.
series-there = already in the plan
series-save = Add the ticked days
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
training-event-series-planned = { $who } made a series of { $number } more cycles
refusal-series-too-long = A series has { $most } cycles at most. Let it end earlier, or hold it less often.
refusal-no-day-left = There is no day to add. Let the series end later, or tick the days on which it is held.
