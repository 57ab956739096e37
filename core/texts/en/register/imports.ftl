### Importing people by workbook

import-title = Import people
import-step-template = 1. Prepare the workbook
import-template-words = Use the template, or the list you have: the first row (or one of the first rows) holds the headings, the columns may stand in any order. A list exported from the register can be changed and imported again.
import-template = Download the template
import-template-name = People template
import-step-file = 2. Upload and check
import-file = Workbook of people
import-file-hint = .xlsx, .xls or .csv, at most 10 MB and 20,000 rows. Only the first sheet is read.
import-check = Upload and check
import-reading = Reading…
import-rules = How it works
import-rule-key = A row with a staff number is that person's; a row without one is found by the document number. Who is not found is new, and gets a staff number if the row has none.
import-rule-blank = People who are in the register: an empty cell changes nothing, nor does a masked number (320*****65). New people: columns with * are needed.
import-rule-text = Format the columns of document number, mobile and staff number as text before you type. A number of 18 places typed as a number has lost its last three digits for good.
import-rule-first = The upload is checked first and changes nothing; it is written when you confirm.
import-rule-all = If one row is wrong, none is written; nor is any if somebody changed one of the people after the check. Then check again. Whoever changes the department or leaves goes after that, fifty at a time, with claims and access.

import-sheet-people = People
import-sheet-hints = How to fill in
import-sheet-lists = Choices
import-hint-staff-number = 10 digits. Leave it empty where there is none; one is given.
import-hint-name = As on the document, 50 characters at most.
import-hint-document = The resident ID has 18 places, the last may be X. Type it as text.
import-hint-document-kind = May be empty for a resident ID; choose from the list for others.
import-hint-sex = May be empty: taken from the resident ID; must agree with it.
import-hint-born-on = May be empty: taken from the resident ID; such as 1985-03-12, 1985.3.12, 19850312.
import-hint-title = Choose from the list, also where there is no title.
import-hint-title-awarded-on = Such as 2020-12-31.
import-hint-appointed-in = A year of four digits, or “Not appointed”.
import-hint-department = Name or number of a department of your unit.
import-hint-post-type = Permanent or contract.
import-hint-status = Choose from the list; usually “Active”.
import-hint-mobile = 11 digits; needed for the first sign-in and for a lost password.
import-hint-specialty = Choose from the list, or type what it lacks.
import-hint-staff-kind = May be empty.
import-hint-position = May be empty; 40 characters at most.

import-heading-staff-number = 编号|员工编号|staff no|staff id
import-heading-name = 名字|人员姓名|full name
import-heading-document = 身份证|身份证号|身份证号码|证件号|id number|document number
import-heading-document-kind = 证件种类|证件名称|document type
import-heading-sex = 男女|gender
import-heading-born-on = 出生年月日|生日|birth date|birthday
import-heading-title = 职称|专业技术职称|title
import-heading-title-awarded-on = 评定时间|职称取得时间|取得时间|title date
import-heading-appointed-in = 聘任年度|聘任时间|appointed
import-heading-department = 所在科室|部门|科室名称|ward
import-heading-post-type = 在编|编制|是否在编|post
import-heading-status = 状态|在职状态
import-heading-mobile = 手机号|手机号码|联系电话|电话|phone|mobile number
import-heading-specialty = 所学专业|从事专业|speciality
import-heading-staff-kind = 类型|人员类别|kind
import-heading-position = 职务|行政职务

import-check-title = What it would do
import-checking = Checking row by row; this takes a moment. You may leave this page; a message tells you when it is done.
import-gone = What a check found is kept for one day and has been deleted. Upload the workbook again.
import-another = Another file
import-has-wrong =
    { $count ->
        [one] 1 row needs to be corrected.
       *[other] { $count } rows need to be corrected.
    } Nothing has been written: correct the workbook and upload it again; the file with the result marks each cell.
import-ready = Ready to import: { $added } new, { $changed } changed. Nothing is written until you confirm.
import-nothing = The workbook says what the register says. There is nothing to import.
import-unknown = Columns that were not used: { $names }
import-enter = Import { $count } people
import-judged = Download the result
import-judged-name = people-checked-{ $day }
import-column-verdict = Result
import-kind-new = New
import-kind-changed = Changed
import-kind-same = Same
import-kind-wrong = Wrong
import-row = Row { $number }
import-nameless = (no name)
import-empty = empty
import-none-title = No such rows
import-none = Look at the other kinds.
import-fault = { $field }: { $fault }
import-turn = { $field }: { $before } → { $after }
import-verdict = { $kind }: { $told }
word-comma = { ", " }

refusal-works-elsewhere = This person works in another department or unit and can't be imported. Take them over instead.
refusal-row-twice = The same person as in row { $row }. Each person has one row.
refusal-masked-cell = A masked number says nobody's. Type the whole number for somebody new.
refusal-masked-unlike = The masked number is not that of the person with this staff number. Check the staff number.
refusal-digits-lost = This was typed as a number, and all beyond 15 digits is lost. Format the column as text and type the whole number again.
refusal-cell-unreadable = The formula in this cell came to nothing. Put the value itself.
refusal-not-their-department = A department imports people of its own only.
refusal-headings-missing = The workbook lacks columns that are needed: { $names }. Check the headings, or compare with the template.
refusal-heading-twice = Two columns are called “{ $name }”. Keep one.
refusal-no-rows = Nobody stands below the headings. Check that it is the right file.
refusal-upload-gone = What was uploaded is kept for one day and has been deleted. Upload it again.
refusal-import-has-faults = { $count } rows are wrong; nothing was written. Correct them and upload again.
refusal-nothing-to-import = There is nothing to write.
refusal-import-overtaken = { $count } people were changed after the check ({ $names }); nothing was written. Upload the workbook and check again.

export-title = Register (to import)
export-for-import = Export the register to change and import it
export-words = All fields of the people in this list, in the columns of the import template; change it and import it again.
export-masked = Export (numbers masked)
export-reason = Why whole document numbers and mobiles are needed
export-reason-hint = Who exports, the reason, the filters and the number of rows are recorded.
export-whole = Export whole numbers
