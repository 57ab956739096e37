# What the certificate says otherwise than the claim, and the same certificate elsewhere
flag-differs-name = The certificate is in another name: “{ $read }”
flag-differs-project-number = The certificate has another project number: { $read }
flag-differs-dates = The certificate has other days: { $read }
flag-differs-hours = The certificate says { $read } hours
flag-differs-credits = The certificate says { $read } credits
flag-days = { $first } to { $last }
flag-same-paper = The same certificate as in { $name }’s evidence of { $year }
flag-same-paper-elsewhere = The same certificate was used for another credit in { $department }, { $year }
