refusal-nothing-ticked = Nothing is ticked yet. Tick what you decide on first, then approve, return or reject.

review-title = Credit review
review-kinds = By kind
review-kind-credit = Credits
review-kind-training = Trainings
review-kind-application = Project applications
review-tab-waiting = Waiting
review-tab-returned = Returned
review-tab-passed = Passed
review-tab-rejected = Rejected
review-list = List
review-empty-title = All done
review-empty = What comes next appears here by themselves.
review-empty-tab-title = Nothing here
review-empty-tab = Try other filters.
review-filter-name = Name
review-filter-number = Staff number
review-filter-rule = Rule
review-filter-from = Held from
review-evidence-none = No evidence
review-picture-coming = The picture is on its way …
review-evidence-place = { $place } / { $count } · enlarge
review-points = credits
review-held = already held { $points }
review-submitted = submitted { $at }
review-approve = Approve
review-approve-credit = Approve
review-approve-plan = Approve the plan
review-approve-closing = Verify the closing
review-return = Return
review-reject = Reject
review-decide = Decide
review-next-stage = After approval: { $stage }
review-next-stage-approved = After approval: takes effect tomorrow
review-reason-return = Why it is returned
review-reason-approve = A remark with the approval
review-reason-reject = Why it is rejected
review-reason-label = Reason
review-reason-hint = The person will read it. { $longest } characters at most.
review-reason-quick = Frequent reasons
review-reason-joint = {"; "}
review-reason-back = Back
review-reason-return-send = Return it
review-reason-approve-send = Approve
review-reason-reject-send = Reject it
review-undo = Undo
review-done-approve = Approved: { $name }, { $points } credits
review-done-return = Returned: { $name }
review-done-reject = Rejected: { $name }
review-undo-tray = Just decided, can be undone
review-select = Select
review-select-end = Stop selecting
review-select-one = Select { $title }
review-select-all = Select the page
review-selected = Selected:
review-previous = Previous claim
review-following = Next claim
review-batch-approve = { $count ->
    [one] Approve this { $count } case?
   *[other] Approve these { $count } cases?
}
review-batch-return = { $count ->
    [one] Return this { $count } case?
   *[other] Return these { $count } cases?
}
review-batch-reject = { $count ->
    [one] Reject this { $count } case?
   *[other] Reject these { $count } cases?
}
review-batch-sum = { $count } in all, { $points } credits together, { $flagged } of them flagged.
review-outcomes-title = What came of it
review-outcome-approve = Approved
review-outcome-return = Returned
review-outcome-reject = Rejected
review-outcome-not = Not decided
review-outcomes-summary = { $done } decided, { $failed } not.
review-outcomes-close = Understood
review-see = See all of its history
review-other-of = { $count } in all
review-column-number = Staff number
