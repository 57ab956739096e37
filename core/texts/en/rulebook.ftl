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

rulebook-title = Standards and credit rules
rulebook-why = Why { $needed } credits?
rulebook-see = The rules of this year
rulebook-tab-standards = Standards
rulebook-tab-rules = Kinds of credit
rulebook-titles = For these titles:{" "}
rulebook-mine = My title
rulebook-tab-subtypes = How credits count
rulebook-tab-statuses = Staff status
rulebook-tab-categories = What a claim says
rulebook-tab-titles = Titles
rulebook-tab-lists-specialties = Specialties
rulebook-tab-lists-evidence-kinds = Evidence
rulebook-tab-lists-staff-kinds = Kinds of staff
rulebook-tab-lists-degrees = Degrees
rulebook-tab-lists-delivery-modes = Delivery
rulebook-tab-lists-assessment-methods = Assessment
rulebook-tab-lists-teaching-methods = Teaching
rulebook-tab-lists = Other lists
rulebook-closed = Closed
rulebook-shipped = As regulated
rulebook-default = { " " }(no official text was found: a default of this system)
rulebook-source-of = Source of “{ $name }”: { $source }
rulebook-counts-as = Counts as: { $subtype }
rulebook-own-rules = The result of this year rests on rules set by this unit itself.
rules-recounting = Results are being counted again: { $count ->
    [one] one year of a person
   *[other] { $count } years of people
} to go, in a moment.

rule-fact = { $name } { $value }
rule-asks-nothing = Nothing is required
rule-yes = yes
rule-no = no
rule-values = Values
rule-values-kept = As they are; only the document is named

rule-blank-min-credits = Credits, at least
rule-blank-min-hours = Contact hours, at least
rule-blank-min-class-1 = Class Ⅰ credits, at least
rule-blank-min-class-2 = Class Ⅱ credits, at least
rule-blank-max-class-1 = Class Ⅰ credits, at most
rule-blank-max-class-2 = Class Ⅱ credits, at most
rule-blank-min-professional-hours = Hours in professional subjects, at least
rule-blank-min-public-hours = Hours in public subjects, at least
rule-blank-max-self-study-credits = Self-study credits, at most
rule-blank-kind = How it is counted
rule-blank-unit = Counted in
rule-blank-every = For every
rule-blank-points = Credits given
rule-blank-ranks = Credits of each author
rule-blank-steps = Steps
rule-blank-cap = Credit cap
rule-blank-most = Most that may be claimed at once
rule-blank-needs-authority = Needs the authority's review
rule-blank-satisfies-year = Once approved, the year's standard is met
rule-blank-belongs-to-end-year = Counts in the year in which it ends
rule-blank-credit-class = Class of credit
rule-blank-subject = Subject
rule-blank-hours-per-credit = Contact hours for 1 credit
rule-blank-yearly-cap = Most that counts in a year
rule-blank-counts-for-standard = Held to the standard
rule-blank-zh-CN = Name in Chinese
rule-blank-en = Name in English
rule-blank-is-closed = Closed: not offered any more, kept where it is used
rule-blank-series = Series
rule-blank-level = Level
rule-blank-subtype = Counts as
rule-blank-fields = What is filled in
rule-blank-evidence = Evidence
rule-question-name = “{ $question }” is called (in Chinese)
rule-question-required = “{ $question }” must be filled in
rule-evidence = Document { $number }
rule-evidence-words = For each document tick one or several kinds: any one of them will do. With none ticked, that document is not asked for. What the activity is called and its dates are always needed: lists show the one, the year follows from the other.
rule-claim-asks = Filled in: { $blanks }. Documents: { $evidence }.
rule-may-stay-empty = { $name } (may stay empty)
rule-refused = A few things need another look; nothing has been saved:
rule-add-title = What is added
rule-add-statuses = Add a status
rule-add-titles = Add a title
rule-add-lists-specialties = Add a specialty
rule-add-lists-evidence-kinds = Add a kind of evidence
rule-add-lists-staff-kinds = Add a kind of staff
rule-add-lists-degrees = Add a degree
rule-add-lists-delivery-modes = Add a kind of delivery
rule-add-lists-assessment-methods = Add a kind of assessment
rule-add-lists-teaching-methods = Add a teaching method

rule-choice-kind-closed = Closed
rule-choice-kind-per-quantity = By hours or days
rule-choice-kind-per-time = Each time
rule-choice-kind-by-author-rank = By author rank
rule-choice-kind-fixed = A fixed amount
rule-choice-kind-steps = In steps
rule-choice-unit-hours = Hours
rule-choice-unit-days = Days
rule-choice-credit-class-1 = Class Ⅰ
rule-choice-credit-class-2 = Class Ⅱ
rule-choice-subject-professional = Professional
rule-choice-subject-public = Public

rule-hint-amounts = From the first author on, with commas between, for example 25, 15, 10
rule-hint-steps = Each step as “from how much=credits”, rising, for example 3=5, 10=10
rule-shipped-value = It was { $value }
rule-change = Change
rule-change-title = Set it differently for our unit
rule-official = An official text says this. To set it differently, name the document your unit follows; every page will then say “set by this unit”.
rule-reason = Why it is changed
rule-look = See whom it concerns
rule-look-again = Look again
rule-see-row = See the rule as it is now
rule-looking = Working out person by person whose result would change. Nothing has been changed yet.
rule-preview-gone = This is kept for a day only and has been removed. Nothing was changed.
rule-turns = { $years ->
    [one] One year's result
   *[other] { $years } years' results
} of { $people ->
    [one] one person
   *[other] { $people } people
} would change; of these { $outcomes } would turn from met to not met or back.
rule-turned-title = Whose results would change
rule-more = { $count } more in the list below.
rule-file = Download the whole list
rule-year-over = { $year } is over. After the change, forms that were printed will no longer agree with the record.
rule-over-cap = { $count ->
    [one] One approved credit is
   *[other] { $count } approved credits are
} above the new cap. The credits stay as they are, but no more than the cap counts towards the standard.
rule-enter = Change it
rule-done = Changed. Results are being counted again.
rule-back-title = Back to the regulation
rule-back = See whom going back concerns
rule-history = What was changed
rule-last-change = { $who } changed it at { $at }
rule-was-withdrawn = back to the regulation
rule-because = Reason: { $reason }
rule-column-name = Name
rule-column-number = Staff number
rule-column-year = Year
rule-column-before = Result before
rule-column-after = Result after
rule-column-points-before = Credits before
rule-column-points-after = Credits after
rule-column-hours-before = Hours before
rule-column-hours-after = Hours after
rule-column-missing = Missing after
rule-nothing-missing = nothing missing

refusal-amount-not-positive = Please give a number above 0; leave the blank empty where nothing is asked for.
refusal-not-offered = Please choose one of those offered.
refusal-amounts-not-in-order = Each author must get less than the one before; steps must rise. Please put them in order.
refusal-most-below-least = What may count at most cannot be less than what is required.
refusal-most-below-first = The most that one claim may say cannot be less than { $first }, or nobody would get any credit.
refusal-name-taken = There is an entry of this name already (it may be closed). Choose another name, or open that one again.
refusal-entry-needed = The program itself uses this entry, so it cannot be closed; it may be renamed.
refusal-evidence-asked-for = “{ $category }” asks for no other document. Change what it asks for under “What a claim says” first.
refusal-evidence-closed = This would leave the activity asking for documents that are all closed, so that nobody could claim it. Offer one of them again first, or change what it asks for.
refusal-no-longer-offered = This entry is closed. Please choose another one.
refusal-rule-unchanged = This is what the rule says already: there is nothing to change.
refusal-rule-preview-old = The rules have changed since you looked, or a day has passed, so nothing was changed. Please look once more whom it concerns, then confirm.

chat-standard = The standard of { $year } for { $title }: { $standard }
chat-web-rules = All standards, and the rules of each kind of credit, are in the web app:
