outcome-met = Meets the standard
outcome-not-met = Does not meet the standard
outcome-not-required = No requirement
check-credits = Total credits
check-hours = Total hours
check-class-1 = Class Ⅰ
check-class-2 = Class Ⅱ
check-professional-hours = Professional subjects
check-public-hours = Public subjects
still-missing = { $check ->
    [hours] { $missing } hours still missing
    [class-1] { $missing } credits of class Ⅰ still missing
    [class-2] { $missing } credits of class Ⅱ still missing
    [professional-hours] { $missing } hours of professional subjects still missing
    [public-hours] { $missing } hours of public subjects still missing
   *[credits] { $missing } credits still missing
}
not-met-reason = { $check ->
    [hours] fewer than { $needs } hours in all
    [class-1] fewer than { $needs } credits of class Ⅰ
    [class-2] fewer than { $needs } credits of class Ⅱ
    [professional-hours] fewer than { $needs } hours of professional subjects
    [public-hours] fewer than { $needs } hours of public subjects
   *[credits] fewer than { $needs } credits in all
}
not-counted-under-review = under review
not-counted-not-approved = not submitted or not approved
not-counted-reversed = reversed
not-counted-not-in-effect = not in effect yet
not-counted-status-does-not-count = the status of that year is not held to the standard
not-counted-over-rule-cap = over the yearly cap of this rule, { $counted } counted
not-counted-over-subtype-cap = over the yearly cap of this kind, { $counted } counted
not-counted-over-class-cap = over the cap of its class, { $counted } counted
not-counted-over-self-study-cap = over the yearly cap of self-study, { $counted } counted
counts-part = this one counts { $points }
counts-nothing = { $why ->
    [over-class-cap] this class is full, this one counts 0
    [over-self-study-cap] self-study is full, this one counts 0
    [status-does-not-count] the status of that year is not held to the standard, this one counts 0
   *[other] this kind is full, this one counts 0
}
