# Entry that begins with the photo
begin-title = Photo first
begin-hint = Photograph or choose the certificate, invoice or other papers; the draft is there at once. Several can be chosen.
begin-without = No photo: fill in the form
begin-go-on = Go on
begin-nothing-shared = The shared photos did not arrive. Please choose them here once more.
begin-used-before = Used before
begin-used-fill = Fill in “{ $text }”
