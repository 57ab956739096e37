### Certificates of attendance, guests

certificate-title = Certificate of attendance
certificate-statement = This certifies that { $whom } attended “{ $training }”, held by { $unit }, and fulfilled its attendance requirements.
certificate-training = Training
certificate-cycle = Cycle
certificate-held = Held
certificate-place = Place
certificate-hours = Hours
certificate-presence = Attendance
certificate-times = signed in { $came }, signed out { $left }, present { $minutes } minutes
certificate-seal = Seal of the organiser
certificate-file = Certificate-{ $training }
certificate-unit = Held by
certificate-true = This certificate agrees with the attendance on record now.
certificate-old = The record has changed since this certificate was issued. Please have a new one issued.
certificate-get = Certificate of attendance
guests-title = Guests
guests-hint = Note who came from outside: they can have a certificate of attendance. Name and workplace are as they say.
guests-name = Name
guests-workplace = Workplace
guests-add = Note
guests-remove = Remove { $name }
guests-empty-title = No guests yet
guests-empty = Fill in a name above to note somebody.
training-event-guest-added = { $who } noted a guest: { $name }
training-event-guest-removed = { $who } removed a guest: { $name }
refusal-not-certified = There is no certificate yet: both scans and enough minutes are needed, of a training that was not called off.
