# Entry that begins with the photo
begin-title = Photo first
begin-hint = Photograph or choose the certificate, invoice or other papers; the draft is there at once. Several can be chosen.
begin-without = No photo: fill in the form
begin-go-on = Go on
begin-nothing-shared = The shared photos did not arrive. Please choose them here once more.
begin-used-before = Used before

chat-use-again = Used before: { $text }
chat-paper-title = <b>Read from the photo, please check:</b>
chat-paper-line = { $place }. { $name }: <b>{ $value }</b>
chat-paper-line-unsure = { $place }. { $name }: <b>{ $value }</b> (hard to read, please look closely)
chat-paper-read = Read from the photo: <b>{ $read }</b>
chat-paper-likely = Looks like: { $name }
chat-paper-take = ✅ All correct
chat-paper-change = Change one
chat-paper-ignore = Use none
chat-paper-ask-change = Which one is to be changed?
chat-paper-name-different = ⚠️ The certificate names “{ $read }”, not “{ $name }”.
chat-paper-earlier = ⚠️ You have used this certificate before: { $year }, “{ $title }”.
read-name-same = The name on the certificate is yours
reading-stage-several = There seem to be two certificates on the photo; nothing was read. Please photograph them one by one, or fill in the form.
reading-stage-blurred = The photo is not sharp enough to be read. Please take another one, closer and steady, or fill in the form.
reading-stage-nothing = Nothing of a certificate was found on the photo. Please fill in the form.

read-title = Read from the photo, please check
read-waiting = The photo is being read; what is found appears here. You can go on meanwhile.
read-some = Read from the photo: { $count }. Please check
read-fill-all = Fill all into empty fields
read-fill = Fill in
read-check = Read, please check
read-unsure = Hard to read, look closely
read-place = Show on photo
read-place-words = “{ $text }” stands { $down }% from the top and { $across }% from the left, in a red box.
read-take-rule = Go on as “{ $name }”
read-name-different = The certificate names “{ $read }”, which is another name.
read-earlier = This certificate was used before, in { $year }:
read-code = The QR code on the paper says: { $text }
