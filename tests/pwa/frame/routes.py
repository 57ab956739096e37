"""Every route and who gets there: the one table.

ok: it is answered, and be it with what is wrong with a form; in: sign in or choose a password
first; no: nothing of the kind is found; 403: it is there, and not theirs to do.
own is 闻旦's and her department's; foreign the other hospital's; missing is nobody's; moved is
that of somebody who was in 闻旦's department until the other hospital took them over today.
"""

ROUTES = """
# Everybody's.
# stranger
# |   first password
# |   |   staff
# |   |   |   their department
# |   |   |   |   another department
# |   |   |   |   |   their unit
# |   |   |   |   |   |   another unit
# |   |   |   |   |   |   |   authority
any     ok  ok  ok  ok  ok  ok  ok  ok
GET /a
GET /alive
POST /attendance/entries
GET /manifest.webmanifest
GET /offline
GET /scan
GET /sign-in
POST /sign-in
GET /sign-in/code
POST /sign-in/codes
GET /static/<version>/<name>
GET /v/
GET /worker.js

# Who holds the link or the code is the whole permission.
own     ok  ok  ok  ok  ok  ok  ok  ok
foreign ok  ok  ok  ok  ok  ok  ok  ok
missing ok  ok  ok  ok  ok  ok  ok  ok
GET /a/<text>
GET /board/<link>
GET /board/<link>/live
GET /sign-in/<token>
POST /sign-in/<token>

own     ok  ok  ok  ok  ok  ok  ok  ok
foreign ok  ok  ok  ok  ok  ok  ok  ok
missing no  no  no  no  no  no  no  no
GET /v/<code>
GET /calendar/<feed>.ics
GET /t/<shared>
GET /t/<shared>/<cycle_id>.ics

# Signing out leads to the sign-in, a wrong code does not lead in.
any     in  in  in  in  in  in  in  in
POST /sign-out
POST /sign-in/code

any     in  ok  ok  ok  ok  ok  ok  ok
GET /password/first
POST /password/first

# One's own account and work.
any     in  in  ok  ok  ok  ok  ok  ok
GET /
GET /credits
GET /credits.<ending>
POST /credits/new
GET /forms
GET /inbox
POST /inbox/read
GET /jobs
GET /live
GET /review/decisions
POST /review/decisions
GET /rules
POST /credits/corrections
POST /credits/submission
GET /search
POST /search
GET /settings
GET /settings/calendar
POST /settings/calendar
GET /settings/chat
POST /settings/chat
POST /settings/chat/answer
POST /settings/chat/choose
POST /settings/chat/unlink
POST /settings/language
POST /settings/password
POST /settings/reminders
POST /settings/sessions/end
GET /projects
GET /projects.<ending>
GET /projects/applications/new
POST /staff/records
GET /trainings/mine
GET /trainings/new

# A second factor is for administrators.
any     in  403 403 ok  ok  ok  ok  ok
GET /second-factor
POST /second-factor
POST /second-factor/phone

any     in  in  403 ok  ok  ok  ok  ok
POST /second-factor/end
POST /second-factor/recovery-codes

any     in  in  403 403 403 ok  ok  403
POST /second-factor/demand

own     in  in  403 403 403 ok  no  403
foreign in  in  403 403 403 no  ok  403
missing in  in  403 403 403 no  no  403
POST /administrators/<account_id>/second-factor/end

# A session that is over, or another's, is ended already.
own     in  in  ok  ok  ok  ok  ok  ok
foreign in  in  ok  ok  ok  ok  ok  ok
missing in  in  ok  ok  ok  ok  ok  ok
POST /settings/sessions/<session_id>/end

# Whoever may enter for others; nobody is granted it here but by their office.
any     in  in  403 ok  ok  ok  ok  403
GET /credits/workbooks
GET /credits/workbooks/list.<ending>
POST /credits/workbooks
GET /credits/workbooks/template.xlsx

# Whoever has no record of their own is asked for whom.
any     in  in  ok  ok  ok  ok  ok  ok
POST /credits/photos

# Nobody to enter anything for.
any     in  in  ok  ok  ok  ok  ok  no
GET /credits/new

any     in  in  403 ok  ok  ok  ok  ok
GET /review
GET /review.<ending>

# Administrators'.
any     in  in  403 ok  ok  ok  ok  403
GET /credits/carried.<ending>
GET /credits/taken-over/template.xlsx
GET /credits/corrections
GET /credits/corrections.<ending>
POST /credits/corrections/preview
POST /forms
GET /forms/people.<ending>
GET /forms/years
POST /forms/years
POST /lists/<name>/files
GET /departments/names
GET /newcomers
GET /newcomers.<ending>
GET /projects/applications
GET /projects/applications.<ending>
GET /projects/delegations
GET /projects/delegations.<ending>
GET /results
GET /results.<ending>
GET /results/credits
GET /results/credits.<ending>
POST /results/reminders
GET /results/statistics
GET /results/statistics.<ending>
GET /staff
GET /staff/changes
GET /staff/changes.<ending>
GET /staff/export.<ending>
POST /staff/exports
GET /staff/import
POST /staff/import
GET /staff/import/template.xlsx
GET /staff/new
POST /staff/new
GET /staff/people.<ending>
GET /staff/records
GET /staff/records.<ending>
POST /staff/records/preview
GET /staff/transfer
POST /staff/transfer
GET /trainings
GET /trainings.<ending>
GET /trainings/rolls/<roll>.xlsx
GET /trainings/statistics
GET /trainings/statistics.<ending>

# Unit administrators'.
any     in  in  403 403 403 ok  ok  403
GET /credits/authority
GET /credits/authority.<ending>
GET /credits/taken-over
POST /credits/taken-over
GET /credits/taken-over/imports.<ending>
GET /departments
POST /departments
GET /projects/import
POST /projects/import
GET /projects/import/template.xlsx
GET /projects/window
POST /projects/window
GET /rules/<year>/<rule_table>/<rule_code>
POST /rules/<year>/<rule_table>/<rule_code>
GET /settings/authority
POST /settings/authority
GET /settings/reasons
POST /settings/reasons
GET /settings/rules
POST /settings/rules
GET /settings/trainings
POST /settings/trainings

# A department's keep their own list.
any     in  in  403 ok  ok  ok  ok  403
GET /administrators
POST /administrators

own     in  in  403 ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
GET /administrators/<account_id>
POST /administrators/<account_id>
POST /administrators/<account_id>/removal

own     in  in  403 403 403 ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
POST /administrators/<account_id>/link

# The form names somebody of 护理.
any     in  in  no  ok  no  ok  no  no
POST /newcomers

any     in  in  403 ok  no  ok  no  403
POST /credits/search
POST /staff/search

any     in  in  no  ok  ok  no  no  no
POST /projects/applications/new
POST /trainings/new

own     in  in  403 403 403 ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
GET /departments/<department_id>
POST /departments/<department_id>
POST /departments/<department_id>/closing
POST /departments/<department_id>/entering
POST /departments/<department_id>/merging

# Long work is that of whoever asked for it; here the unit.
own     in  in  no  no  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
GET /jobs/<job_id>
POST /jobs/<job_id>/attempts
POST /jobs/<job_id>/cancellation
GET /jobs/<job_id>/file
GET /workbooks/<check_id>
POST /workbooks/<check_id>/doubles
POST /workbooks/<check_id>/entry
GET /workbooks/<check_id>/result.xlsx
GET /staff/records/batches/<batch_id>
POST /staff/records/batches/<batch_id>/entry
GET /staff/records/batches/<batch_id>/result.xlsx

# A project is looked at by its whole unit, which says who runs it.
own     in  in  ok  ok  ok  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
GET /projects/<project_id>

own     in  in  403 403 403 ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
POST /projects/<project_id>/delegations

own     in  in  no  403 no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
POST /projects/delegations/<delegation_id>/end

own     in  in  no  ok  no  403 no  no
foreign in  in  no  no  no  no  403 no
missing in  in  no  no  no  no  no  no
POST /projects/delegations/<delegation_id>/training

# An application: seen by its department and its unit.
own     in  in  no  ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
GET /projects/applications/<application_id>
GET /projects/applications/<application_id>/files/<paper_id>/<picture>
GET /projects/applications/<application_id>/paper.pdf
GET /projects/applications/<application_id>/steps/<step>

# … prepared by its department.
own     in  in  no  ok  no  403 no  no
foreign in  in  no  no  no  no  403 no
missing in  in  no  no  no  no  no  no
POST /projects/applications/<application_id>/copies
POST /projects/applications/<application_id>/courses
POST /projects/applications/<application_id>/courses/<place>/removal
POST /projects/applications/<application_id>/files
POST /projects/applications/<application_id>/files/<paper_id>/removal
POST /projects/applications/<application_id>/removal
POST /projects/applications/<application_id>/steps/<step>
POST /projects/applications/<application_id>/submission

# … whose outcome the unit records.
own     in  in  no  403 no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
POST /projects/applications/<application_id>/outcome

# An import of credits is its unit's; what taking it back would do, that of whoever asked.
own     in  in  no  no  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
GET /credits/taken-over/<import_id>
GET /credits/taken-over/<import_id>/file
POST /credits/taken-over/<import_id>/preview
GET /credits/taken-over/takings-back/<back_id>
POST /credits/taken-over/takings-back/<back_id>

# No workbook of claims was handed in here, and no claim came by one.
own     in  in  no  no  no  no  no  no
foreign in  in  no  no  no  no  no  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  no  no
GET /credits/<credit_id>/workbook

own     in  in  no  no  no  no  no  no
foreign in  in  no  no  no  no  no  no
missing in  in  no  no  no  no  no  no
GET /credits/workbooks/<import_id>

# What a change of rules would do is seen by those who may change them.
own     in  in  403 403 403 ok  no  403
foreign in  in  403 403 403 no  ok  403
missing in  in  403 403 403 no  no  403
GET /rules/changes/<change_id>
POST /rules/changes/<change_id>
POST /rules/changes/<change_id>/preview

# A person, a claim: seen by themselves and by those above them.
own     in  in  ok  ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  ok  no
GET /credits/<credit_id>
GET /credits/<credit_id>/arithmetic
GET /credits/<credit_id>/authority
GET /credits/<credit_id>/edit
GET /credits/<credit_id>/evidence/<evidence_id>/<picture>
GET /credits/<credit_id>/phone
GET /credits/<credit_id>/rule
GET /credits/<credit_id>/upload
GET /staff/<staff_id>
GET /staff/<staff_id>/forms/<year>
GET /staff/<staff_id>/forms/<year>.pdf
GET /staff/<staff_id>/photo.jpg
GET /staff/<staff_id>/years/<year>

# … changed by those above them.
own     in  in  403 ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  ok  no
GET /credits/<credit_id>/correction
GET /review/<kind>/<case_id>/reason
POST /review/<kind>/<case_id>/undo
GET /staff/<staff_id>/edit
POST /staff/<staff_id>/edit
POST /staff/<staff_id>/numbers
GET /staff/<staff_id>/photo
POST /staff/<staff_id>/photo
POST /staff/<staff_id>/photo/removal
GET /staff/<staff_id>/records
GET /staff/<staff_id>/records/<year>
POST /staff/<staff_id>/records/<year>
GET /staff/<staff_id>/records/<year>/removal
POST /staff/<staff_id>/records/<year>/removal
GET /staff/<staff_id>/records/new
POST /staff/<staff_id>/records/new
GET /staff/<staff_id>/transfer
POST /staff/<staff_id>/transfer

# The unit alone lets a person enter for others.
own     in  in  403 403 no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  ok  no
POST /staff/<staff_id>/entering

# … changed by whoever entered it.
own     in  in  ok  403 no  403 no  no
foreign in  in  no  no  no  no  403 no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  403 no
POST /credits/<credit_id>/copy
POST /credits/<credit_id>/edit
POST /credits/<credit_id>/evidence
POST /credits/<credit_id>/evidence/<evidence_id>/kind
POST /credits/<credit_id>/evidence/<evidence_id>/removal
POST /credits/<credit_id>/removal
POST /credits/<credit_id>/rule
POST /credits/<credit_id>/withdrawal

# … decided by whoever reviews it now: first its department, where there is one.
own     in  in  403 ok  no  403 no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  ok  no
POST /review/<kind>/<case_id>/decision

# … recorded by its unit, once it waits for an authority elsewhere; this one does not.
own     in  in  403 403 no  403 no  no
foreign in  in  no  no  no  no  403 no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  403 no
POST /credits/<credit_id>/authority

# … entered for others, too, by the administrator who entered it; this one was not.
own     in  in  403 403 no  403 no  no
foreign in  in  no  no  no  no  403 no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  403 no
GET /credits/<credit_id>/companions
POST /credits/<credit_id>/companions
POST /credits/<credit_id>/companions/preview

# A training: seen by its department and its unit.
own     in  in  no  ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
GET /trainings/<training_id>
GET /trainings/<training_id>/awards
GET /trainings/<training_id>/closing
GET /trainings/<training_id>/cycles
GET /trainings/<training_id>/cycles/<cycle_id>
GET /trainings/<training_id>/cycles/<cycle_id>/attendance
GET /trainings/<training_id>/cycles/<cycle_id>/attendance/live
GET /trainings/<training_id>/cycles/<cycle_id>/attendance/sheet.pdf
GET /trainings/<training_id>/cycles/<cycle_id>/attendance/spot-check
GET /trainings/<training_id>/cycles/<cycle_id>/attendance/walk-ins
GET /trainings/<training_id>/cycles/<cycle_id>/board
POST /trainings/<training_id>/cycles/<cycle_id>/board
GET /trainings/<training_id>/cycles/<cycle_id>/courses/<course_id>
GET /trainings/<training_id>/cycles/<cycle_id>/courses/new
GET /trainings/<training_id>/cycles/new
GET /trainings/<training_id>/files/<file_id>/<picture>
GET /trainings/<training_id>/plan
GET /trainings/<training_id>/cycles/<cycle_id>/attendance/workbook
POST /trainings/<training_id>/cycles/<cycle_id>/attendance/workbook
GET /trainings/<training_id>/cycles/<cycle_id>/guests
POST /trainings/<training_id>/cycles/<cycle_id>/guests
GET /trainings/<training_id>/cycles/<cycle_id>/guests/<guest_id>/certificate.pdf
POST /trainings/<training_id>/cycles/<cycle_id>/guests/<guest_id>/removal
POST /trainings/<training_id>/cycles/<cycle_id>/invitations
GET /trainings/<training_id>/poster.pdf
GET /trainings/<training_id>/results
GET /trainings/<training_id>/share

# … changed by its department.
own     in  in  no  ok  no  403 no  no
foreign in  in  no  no  no  no  403 no
missing in  in  no  no  no  no  no  no
POST /trainings/<training_id>/awards
POST /trainings/<training_id>/cancellation
POST /trainings/<training_id>/closing
POST /trainings/<training_id>/copies
POST /trainings/<training_id>/cycles/<cycle_id>
POST /trainings/<training_id>/cycles/<cycle_id>/courses/<course_id>
POST /trainings/<training_id>/cycles/<cycle_id>/courses/<course_id>/removal
POST /trainings/<training_id>/cycles/<cycle_id>/courses/new
POST /trainings/<training_id>/cycles/<cycle_id>/removal
POST /trainings/<training_id>/cycles/new
GET /trainings/<training_id>/cycles/<cycle_id>/series
POST /trainings/<training_id>/cycles/<cycle_id>/series
POST /trainings/<training_id>/results
POST /trainings/<training_id>/results/workbook
POST /trainings/<training_id>/files
DELETE /trainings/<training_id>/files/<file_id>
POST /trainings/<training_id>/files/<file_id>/removal
POST /trainings/<training_id>/plan
POST /trainings/<training_id>/removal
POST /trainings/<training_id>/submission

# Somebody in a training's room.
own     in  in  no  ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  no  no
GET /trainings/<training_id>/cycles/<cycle_id>/attendance/<staff_id>
POST /trainings/<training_id>/cycles/<cycle_id>/attendance/<staff_id>/marks
POST /trainings/<training_id>/cycles/<cycle_id>/attendance/<staff_id>/marks/<phase>/removal
POST /trainings/<training_id>/cycles/<cycle_id>/attendance/spot-check/<staff_id>

# Whoever was there is proposed for credit, wherever they work by now …
own     in  in  no  ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  ok  no  ok  no  no
GET /trainings/<training_id>/awards/<staff_id>/<role>

# … but chosen only while they are of the unit.
own     in  in  no  ok  no  403 no  no
foreign in  in  no  no  no  no  403 no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  403 no  no
POST /trainings/<training_id>/awards/<staff_id>/<role>/choice

# Nobody has been awarded anything yet.
own     in  in  no  no  no  no  no  no
foreign in  in  no  no  no  no  no  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  no  no  no  no  no
POST /trainings/<training_id>/awards/<staff_id>/<role>/reversal

# A certificate of whoever was there.
own     in  in  no  ok  no  ok  no  no
foreign in  in  no  no  no  no  ok  no
missing in  in  no  no  no  no  no  no
moved   in  in  no  ok  no  ok  no  no
GET /trainings/<training_id>/cycles/<cycle_id>/attendance/<staff_id>/certificate.pdf

# Where one is expected oneself.
own     in  in  ok  ok  no  no  no  no
foreign in  in  no  no  no  no  no  no
missing in  in  no  no  no  no  no  no
GET /trainings/mine/<cycle_id>
GET /trainings/mine/<cycle_id>/event.ics
POST /trainings/mine/<cycle_id>/excuse
POST /trainings/mine/<cycle_id>/excuse/removal

# Where one was oneself.
own     in  in  ok  no  no  no  no  no
foreign in  in  no  no  no  no  no  no
missing in  in  no  no  no  no  no  no
GET /attendance/<cycle_id>/<phase>
GET /trainings/mine/<cycle_id>/certificate.pdf

# A code is confirmed by whoever is expected there and in the register.
own     in  in  ok  ok  403 403 403 403
foreign in  in  403 403 403 403 403 403
missing in  in  ok  ok  ok  403 403 403
POST /a/<text>
"""
