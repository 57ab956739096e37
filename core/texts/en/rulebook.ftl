measured-hours = hours
measured-days = days
measured-rank = author rank
measured-nothing = times

measured-ask-hours = How many contact hours in all? For example: 6
measured-ask-days = How many days in all? For example: 20
measured-ask-rank = Which author are you? A corresponding author counts as first.

author-rank = { $rank ->
    [1] First (corresponding) author
    [2] Second author
    [3] Third author
   *[other] Author no. { $rank }
}

rule-per-quantity = { $points } for every { $every } { $unit ->
    [days] day(s)
   *[hours] hour(s)
}
rule-per-time = { $points } each time
rule-fixed = { $points }
rule-rank = { author-rank } { $points }
rule-step = { $points } from { $from } { $unit ->
    [days] days
   *[hours] hours
} on
rule-cap = { " " }({ $cap } at most)
rule-own = { $rule } (set by this unit)
rule-closed = Not open yet: an administrator has still to enter its value

rulebook-other-year = There are no credit rules for { $year } yet; those of { $used } are used.
rulebook-own = Set by this unit
rulebook-own-standard = The standard of this year is set by this unit itself.
rulebook-to-confirm = To be confirmed
rulebook-source = Source: { $source }

refusal-not-a-number = “{ $text }” is not a number we understand. Please give one number, such as 6 or 2.5.
refusal-quantity-needed = This row is counted. Please give the hours, the days or the author rank first.
refusal-quantity-out-of-range = The quantity must be more than 0 and at most { $most } { $unit ->
    [days] days
   *[hours] hours
}. Please check it and enter it again.
refusal-not-a-rank = { $last ->
    [0] This row is not counted by author rank. Please choose a row for papers first.
   *[other] Only the first { $last } authors earn credit here. Please choose the rank again; an author further back earns none for this paper.
}
refusal-rulebook-fault = The credit rules have { $count ->
    [one] one fault
   *[other] { $count } faults
} and are not in use. Correct the file and row named here, then start again:
    { $faults }
    { $more ->
        [0] { "" }
       *[other] … and { $more } more: see the log.
    }
refusal-own-row-fault = { $count ->
    [one] One thing
   *[other] { $count } things
} in this change cannot be a credit rule, so nothing was saved. Correct the rows named here, then save again:
    { $faults }
    { $more ->
        [0] { "" }
       *[other] … and { $more } more.
    }
refusal-rulebook-changed = Somebody has just changed this rule, so nothing was saved. Look at it as it is now, then change it.
refusal-source-needed = An official text says this. To set it differently for your unit, name the document you follow, with its number.
