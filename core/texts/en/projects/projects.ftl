### Projects: the published list and its import

projects-title = Published projects
projects-tab-all = All
projects-tab-ours = Ours
projects-words = Number, name or organiser
projects-look = See the published projects
projects-empty-title = No project found
projects-empty = Try another year or other words.
projects-empty-unit = Import this year’s published list first.
projects-import = Import a list
projects-outcomes = { $year }: { $forwarded } forwarded, { $established } established.
projects-see-applications = See the applications
nav-projects = Projects
projects-nav = Projects

project-year = Year held
project-number = Project number
project-name = Project name
project-level = Level
project-organiser = Organiser
project-place = Place
project-days = Dates
project-starts-on = Dates
project-ends-on = Last day
project-points = Credits
project-level-national = National
project-level-provincial = Provincial
project-level-municipal = Municipal
word-until = { " to " }

project-also-year = 年度|年份|year held
project-also-number = 编号|项目号|编码|project no|number
project-also-name = 名称|活动名称|name
project-also-level = 级别|类别|level
project-also-organiser = 主办单位|申办单位|承办单位|organising institution
project-also-place = 地点|举办城市|venue
project-also-starts-on = 开始日期|举办时间|起止日期|起始日期|举办起止日期|start date|held
project-also-ends-on = 截止日期|结束时间|end date
project-also-points = 授予学分|拟授学分|学员学分|学分数|credit

projects-import-title = Import published projects
projects-import-lead = Once the year’s published list is imported, everybody can look it up; a credit is filled in from its project number, and the number is checked against the list.
projects-sheet = List of projects
projects-template-name = Published projects
projects-judged-name = Checked list of projects { $day }
projects-rule-number = Within a year projects go by their number: known ones are updated, others added.
projects-rule-stay = Projects that the file does not name stay as they are.
projects-rule-all = If one row is wrong, nothing is entered. The file is checked first; you confirm afterwards.
projects-hint-year = Four digits; empty means this year.
projects-hint-number = 30 characters at most.
projects-hint-name = 300 characters at most.
projects-hint-level = National, provincial or municipal.
projects-hint-organiser = 100 characters at most; may be empty.
projects-hint-place = 100 characters at most; may be empty.
projects-hint-starts-on = Like 2026-05-12, or 2026-05-12 to 2026-05-14; may be empty.
projects-hint-ends-on = Like 2026-05-14; may be empty.
projects-hint-points = What a participant gets; may be empty.
projects-has-wrong = { $count ->
    [one] One row needs correcting.
   *[other] { $count } rows need correcting.
} Nothing has been entered: correct the workbook and upload it again; the checked file marks every cell.
projects-ready = Ready: { $added } new, { $changed } changed. Nothing is entered before you confirm.
projects-nothing = The file agrees with the list; there is nothing to import.
projects-enter = Import { $count ->
    [one] one project
   *[other] { $count } projects
}

job-title-projects-check = Check of a list of projects ({ $rows } rows)
job-title-projects-import = Import of { $rows } projects
job-result-projects-import = Imported: { $new } new, { $changed } changed
notice-job-done-projects-check = Your list of projects ({ $rows } rows) has been checked; please look at the result
notice-job-failed-projects-check = Your list of projects ({ $rows } rows) could not be checked
notice-job-done-projects-import = { $rows } projects were imported
notice-job-failed-projects-import = { $rows } projects were not imported; nothing was entered

refusal-project-number-twice = Row { $row } has the same project number.
refusal-projects-changed = The list has just changed. Check the file again before importing it.
flag-not-published = Not among the published projects of { $year }

### Applications

application-stage = Stage
application-stage-draft = Draft
application-stage-unit-review = Waiting for the hospital
application-stage-returned = Returned
application-stage-rejected = Rejected
application-stage-approved = Forwarded
application-stage-established = Established
application-stage-not-established = Not established
applications-title = Applications
applications-review-title = Review of applications
applications-tab-all = All
applications-tab-preparing = In preparation
applications-tab-waiting = Waiting
applications-tab-forwarded = Forwarded
applications-tab-established = Established
applications-tab-not-established = Not established
applications-new = New application
applications-empty-title = No application found
applications-empty = Try other filters, or begin a new application.
applications-empty-unit = Applications that departments submit are listed here.
applications-window = Application days
applications-window-of = Applications for { $year } are taken from { $opens } to { $closes }.
applications-window-none = The hospital has not said yet when it takes applications for { $year }. You can prepare and save now, and submit later.
applications-window-title = Application days
applications-window-lead = Departments can submit between these days only; they can prepare and save at any time. What was returned may be submitted again at any time.
applications-window-opens = First day
applications-window-closes = Last day
applications-window-save = Save
applications-window-saved = Saved

application-title-new = New application
application-step = Step { $number } of 4: { $name }
application-step-project = Project
application-step-leader = Leader
application-step-courses = Courses and teachers
application-step-files = Signed page and attachments
application-next = Save and go on
application-save = Save
application-saved = Saved
application-submit = Submit to the hospital
application-submitted = Submitted; the hospital will review it
application-missing = Still missing:
application-ready = Everything is there; it can be submitted.
application-review = Review it
application-begun = Begun on
application-department = Department
application-name = Project name
application-level = Level
application-discipline = Discipline
application-mode = Delivery mode
application-assessment = Assessment
application-enrolment = Participants planned
application-hours = Contact hours
application-points = Credits proposed
application-cycles = Number of cycles
application-place = Place planned
application-goals = Goals
application-innovation = What is new
application-leader = Project leader
application-leader-hint = Staff number or name. Document and title come from the register.
application-document = Document number
application-degree = Degree
application-phone = Office phone
application-history = Projects of the past three years
application-lecture-number = No.
application-lecture-topic = Topic
application-lecture-teacher = Teacher
application-lecture-from = From
application-lecture-hours = Hours
application-lecture-add = Add a course
application-lecture-remove = Remove this course
application-lecture-hint = Staff number or name of a colleague; of a guest, the name.
application-teacher-own = our hospital
application-teacher-outside = guest
application-file-signature = Signed and stamped page
application-file-attachment = Other attachment
application-file-hint = Download the application, have it signed and stamped, then upload a photo or scan.
application-files-none = No file yet.
application-paper = { $level } CME project application, { $year }
application-file = Application - { $name }
application-pdf = Download the application
application-seal-leader = Project leader (signature)
application-seal-department = Department (seal)
application-seal-unit = Hospital (seal)
application-copy = Copy as a new application
application-remove = Delete
application-remove-ask = This cannot be undone. Delete this application?
application-history-title = History
application-returned-why = Returned by the hospital:
application-rejected-why = Rejected by the hospital:
application-outcome = Outcome
application-outcome-lead = Record it once the authority has published its decision. A wrong entry can be recorded again.
application-outcome-yes = Established
application-outcome-no = Not established
application-outcome-save = Record
application-outcome-saved = Recorded
application-refused = Not saved:
application-year-fixed = Year applied for
application-is = Project application
application-done-approve = Approved and forwarded: { $name }
application-done-return = Returned: { $name }
application-done-reject = Rejected: { $name }

application-event-planned = { $who } began the application
application-event-submitted = { $who } submitted it to the hospital
application-event-decided-approve = { $who } approved and forwarded it
application-event-decided-return = { $who } returned it
application-event-decided-reject = { $who } rejected it
application-event-undone = { $who } took the last decision back
application-event-established = { $who } recorded: established as { $number }
application-event-not-established = { $who } recorded: not established
application-event-file-added = { $who } added a file
application-event-file-removed = { $who } removed a file
application-event-delegated = { $who } delegated it to { $department }
application-event-delegation-taken-back = { $who } took the delegation back

question-application-name = project name
question-application-level = level
question-application-discipline = discipline
question-application-mode = delivery mode
question-application-assessment = assessment
question-application-enrolment = participants planned
question-application-hours = contact hours
question-application-points = credits proposed
question-application-cycles = number of cycles
question-application-goals = goals
question-application-innovation = what is new
question-application-degree = the leader’s degree
question-application-history = projects of the past three years
waiting-application = { $count ->
    [one] one application
   *[other] { $count } applications
}
home-waiting-applications = { $count ->
    [one] One project application is waiting
   *[other] { $count } project applications are waiting
}

notice-application-waiting = The application “{ $title }” is waiting for your review
notice-application-decided-approved = The application “{ $title }” was approved and forwarded
notice-application-decided-returned = The application “{ $title }” was returned: { $reason }
notice-application-decided-rejected = The application “{ $title }” was rejected: { $reason }
notice-application-established = The project “{ $title }” was established
notice-application-not-established = The project “{ $title }” was not established

refusal-application-changed = This application has changed; it is now “{ $application_stage }”. Look at it again first.
refusal-application-not-editable = This application is “{ $application_stage }” and cannot be changed. Ask the hospital to return it.
refusal-application-not-under-review = This application is “{ $application_stage }”; there is nothing to decide.
refusal-application-not-forwarded = This application is “{ $application_stage }”; its outcome is recorded once it was forwarded.
refusal-application-incomplete =
    It cannot be submitted yet. Missing:
    { $faults }
refusal-applications-closed = Applications for { $year } are taken from { $opens } to { $closes }; it cannot be submitted now. All you typed is saved.
refusal-applications-not-open = The hospital has not said yet when it takes applications for { $year }; it cannot be submitted now. All you typed is saved.
refusal-leader-away = { $name } no longer works in this unit. Name somebody else as leader.
refusal-leader-missing = Nobody leads the project yet. Name its leader.
refusal-lectures-missing = There are no courses yet. Add one.
refusal-leader-not-teaching = { $name } leads the project and teaches nothing. Give the leader at least one course.
refusal-lectures-too-short = The courses take { $hours } hours, less than the { $planned } of the project. Add courses, or lower its hours.
refusal-signature-missing = The signed and stamped page is not uploaded yet.
refusal-too-many-lectures = An application has { $most } courses at most.
refusal-nobody-here-named = Nobody of this hospital has this staff number or name. Check it.
refusal-several-named = { $count } people here have this name. Type the staff number.
refusal-window-ends-first = The last day must not lie before the first.
refusal-window-days-needed = Type both the first and the last day.

### Delegated projects

delegations-title = Delegated projects
delegations-lead = Published projects that the hospital lets your department run. Complete cycles and courses, upload the announcement and submit; attendance, awards and closing are those of an in-house training.
delegations-lead-unit = Published projects that departments run. Open one under “Published projects” to choose its department.
delegations-empty-title = No delegated project
delegations-empty = Projects that the hospital hands to your department are listed here.
delegation-department = Run by
delegation-at = Delegated
delegation-state = Progress
delegation-not-begun = To be prepared
delegation-taken-back = Taken back
delegation-choose = Choose a department
delegation-give = Let the department run it
delegation-give-hint = Its administrators are told; they complete it and submit it to the hospital.
delegation-given = Delegated
delegation-begin = Begin
delegation-open = See how far it is
delegation-take-back = Take back
delegation-take-back-hint = What the department has not submitted ends; what it has goes its way.
delegation-reason = Reason
delegation-was-taken-back = Taken back { $at }: { $reason }
project-published-points = Credits published
project-of-training = Delegated project { $number }
project-notice = Announcement
project-notice-upload = Upload the announcement
project-notice-none = The announcement is needed before it can be submitted.
closing-kind-notice = Announcement
notice-delegation-given = The hospital lets your department run “{ $title }”. Complete it and submit it.
notice-delegation-taken-back = The hospital took “{ $title }” back: { $reason }
refusal-delegated-already = { $department } runs this project. Take it back first.
refusal-department-needed = Choose the department that is to run it.
refusal-delegation-taken-back = The hospital has taken this project back.
refusal-notice-missing = The announcement is not uploaded yet. Upload it.
