### Reading workbooks: why one can't be opened or read

refusal-not-a-workbook = This file is not a workbook. Send .xlsx or .xls as saved by Excel or WPS, or .csv; open a web page that is only called .xls and save it as .xlsx first.
refusal-workbook-broken = This workbook can't be opened; it may be incomplete, damaged, or hold too much. Open it in Excel or WPS, save it as .xlsx and send it again.
refusal-workbook-encrypted = This workbook has a password and can't be opened. Remove the password and send it again.
refusal-workbook-has-macros = This workbook contains macros (programs) and is not taken. Save it as .xlsx without macros and send it again.
refusal-workbook-too-large = The workbook is too large: at most 10 MB as a file and { $limit_mb } MB unpacked. Remove pictures and sheets that aren't needed, or split it into several files.
refusal-too-many-cells = The workbook is too large: cell { $cell } lies outside of what is read (at most { $rows } rows and { $columns } columns). If nothing is written below or beside the table, delete the extra rows and columns and save again; split very long lists into several files.
refusal-workbook-empty = Nothing is written in this workbook. Check that it is the right file, and put the people on its first sheet.
