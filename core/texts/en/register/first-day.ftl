### The first day: what a new unit still has to do; administrators; rules to confirm

first-day-title = Getting started
first-day-words = Do these in order and everybody can use it. What is done ticks itself.
first-day-done = Done
first-day-open = To do
first-day-departments = Set up departments
first-day-departments-words = { $done ->
    [yes] { $count ->
        [one] 1 department
       *[other] { $text } departments
    }
   *[other] No department yet
}
first-day-administrators = Appoint department administrators
first-day-administrators-words = { $done ->
    [yes] Every department has one
   *[other] { $count ->
        [one] 1 department has none yet
       *[other] { $text } departments have none yet
    }
}
first-day-people = Enter your people
first-day-people-words = { $done ->
    [yes] { $count ->
        [one] 1 person
       *[other] { $text } people
    }
   *[other] Import them from Excel, or add them one by one
}
first-day-credits = Take over earlier credits
first-day-credits-words = { $done ->
    [yes] { $count ->
       *[other] { $text } imports made
    }
   *[other] What another system has recognised comes in by workbook; leave it out if there is none
}
first-day-rules = Check the credit rules
first-day-rules-words = { $done ->
    [yes] All confirmed
   *[other] { $count ->
        [one] 1 rule is to be compared with your papers
       *[other] { $text } rules are to be compared with your papers
    }
}
first-day-authority = Say where your authority reviews
first-day-authority-words = { $done ->
    [yes] Said
   *[other] Until then nobody may be there to review credits from outside the province
}
first-day-slips = Hand out sign-in slips
first-day-slips-words = { $count ->
    [0] Everybody has signed in
    [one] 1 person has never signed in; slips can be printed by department
   *[other] { $text } people have never signed in; slips can be printed by department
}
first-day-chat = The chat bot is not set up. Ask your system operator if you want it.
first-day-backup = No backup has been made yet. Please remind your system operator to schedule one.

administrators-title = Administrators
administrator-new = Appoint an administrator
administrator-office = For
administrator-whole-unit = The whole unit
administrator-none = nobody yet
administrator-name = Name
administrator-staff-number = Staff number
administrator-staff-number-hint = Fill it in for people of your register: then nobody reviews their own credits.
administrator-appoint = Appoint
administrator-not-yet = { " " }(not signed in yet)
administrator-appointed = Administrator appointed
administrator-appointed-words = { $name } signs in as { $login }. Let them scan the code or open the link to set a password: it works once, until { $at }, and is not shown again.
administrator-another = Done
refusal-nobody-has-number = Nobody in your unit has this staff number. Please check it; leave it empty for people who are not in the register.

rules-title = Rules to check
rules-words = The source of these rules is doubtful. Compare them with the papers you have; once confirmed they stand as they are.
rules-source = The paper it is based on
rules-source-hint = For example 浙卫办科教〔2025〕6号
rules-confirm = Correct, use it as it stands
rules-done = Confirmed.
rules-none = No rule to check
rules-none-words = This year's rules have a clear source or are confirmed by your unit.
rules-closed = Kinds that are closed for now
rules-closed-words = The manual only names them and gives no values: they are shown when entering credits but cannot be chosen.

newcomers-column-state = First sign-in
newcomers-none-found = Nobody found
newcomers-none-found-words = Try other filters, or clear them.
