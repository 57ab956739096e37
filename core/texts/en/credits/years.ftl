outlook-met = Meets the standard
outlook-on-the-way = On the way
outlook-behind = Behind
outlook-not-required = Nothing required
years-title = Who meets the standard
years-tab-behind = Behind
years-tab-on-the-way = On the way
years-tab-met = Met
years-tab-not-required = Nothing required
years-tab-all = All
years-column-outlook = Result
years-column-reasons = Reasons
years-column-missing = Still missing
years-column-points = Credits that count
years-column-hours = Hours that count
years-filter-stage = Review
years-stage-waiting = With credits under review
years-stage-returned = With returned credits
years-stage-approved = With approved credits
years-stage-rejected = With rejected credits
years-filter-credits = Credits
years-without-credits = Without any credits
years-recounting = Being recounted
years-empty-title = Nobody matches
years-empty = Try another year, tab or filter.
years-empty-behind-title = Nobody is behind
years-empty-behind = Everybody here who has to meet this year’s standard does, or will once what waits is approved.
years-remind = Remind them
years-remind-hint = Tells each person in their inbox and chat what is missing; at most once a week.
years-reminded = { $told ->
    [one] One person was reminded.
   *[other] { $told } people were reminded.
}{ $lately ->
    [0] {""}
   *[other] { " " }{ $lately } had been reminded within the week and were left out.
}{ $unreachable ->
    [0] {""}
   *[other] { " " }{ $unreachable } have no account to be reminded at.
}{ $not_behind ->
    [0] {""}
   *[other] { " " }{ $not_behind } did not need reminding or are being recounted.
}
years-more = More queries
totals-title = Credits of people
totals-column-points = All credits
totals-column-hours = All hours
refusal-too-many-reminded = At most { $most } people are reminded at once; filter by department or title first.
refusal-nobody-reminded = Tick whom to remind first.
notice-behind = { $who } reminds you: for { $year }, { $missing }.
home-year-standing = Meeting the standard of { $year }
years-result-required = Has to meet it
years-result-met = Met
years-result-not-met = Not met
years-result-on-the-way = On the way
years-result-behind = Behind
years-result-not-required = Nothing required
completion-title = How far credits have come
completion-tab-level = Title level
completion-tab-title = Title
completion-tab-department = Department
completion-tab-post = Post
completion-column-group = Group
completion-column-people = People
completion-column-required = Held to it
completion-column-met = Met
completion-column-not-met = Not met
completion-column-not-required = Nothing required
completion-column-rate = Rate
completion-column-points = Credits
completion-column-mean = Mean
completion-column-empty = Without credits
completion-none = No record of the year, or not filled in
completion-total = Total
completion-chart = Rates of meeting the standard
completion-bar = { $met } of { $required } · { $rate }
completion-bar-said = { $words }: { $met } met, { $missed } not met, { $free } with nothing required
completion-chart-hint = Dark: met; orange: not met; grey: nothing required. Departments and titles are those of the year’s record.
completion-empty = This year has nobody on record.
chat-menu-behind = Who is behind
chat-behind = <b>{ $year } · { $place }</b>
chat-behind-everywhere = the people I look after
chat-behind-counts = Behind: { $behind }. On the way: { $hoping }.
chat-behind-line = · { $name } { $department } { $missing }
chat-behind-more = The others are in the web app, under “Who meets the standard”.
chat-behind-nowhere = There is no department “{ $place }” among those you look after. You can simply ask “who is behind”.
years-as-of-title = Who met the standard on a day
years-as-of-hint = Counts everybody of this year and these filters anew by the credits in effect on that day, into a workbook; a message says when it is ready.
years-as-of-make = Make the workbook
yearsheet-column-effective = In effect from
yearsheet-column-number = Project number
yearsheet-column-activity = Activity and evidence
yearsheet-column-points = Credits
yearsheet-column-hours = Hours
yearsheet-column-subtype = Subcategory
yearsheet-column-origin = Entered by
yearsheet-column-entered = Entered
yearsheet-column-decided = Reviewed
yearsheet-column-stage = Review
yearsheet-column-reason = Reviewer’s words
yearsheet-column-valid = In effect
yearsheet-column-counts = Counts
yearsheet-valid = Yes
yearsheet-not-valid = No
entered-as = { $origin ->
    [personal] The person
    [department] The department
    [unit] The unit
    [training] A training
    [speaker] Speaking at a training
    [project] A project
    [taken-over] Taken over
   *[other] Another way
}
