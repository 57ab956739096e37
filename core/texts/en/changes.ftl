change-none = none
change-credit-stage = Stage
change-credit-points = Credits
change-credit-hours = Hours
change-credit-effective-on = In effect from
change-credit-reversed-on = Reversed on
change-times = { $count ->
    [one] { " " }({ $count } record)
   *[other] { " " }({ $count } records)
}
change-becomes = becomes
change-counts-credits = Credits counted
change-counts-hours = Hours counted
preview-title = This changes the result of a year
preview-title-no-year = This changes
preview-no-year = It changes the result of nobody.
preview-people = { $people ->
    [one] The year of { $people } person changes
   *[other] The years of { $people } people change
}; { $outcomes ->
    [0] no outcome turns.
    [one] the outcome of { $outcomes } turns.
   *[other] the outcomes of { $outcomes } turn.
}
preview-year = { $year }
preview-now = Today
preview-hoped = Once all is approved
refusal-preview-changed = Things have changed since you looked, so nothing was done. This is how it would come out now; look at it, then press again.
