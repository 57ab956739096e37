chat-form-of = 📄 Form of { $year }
chat-ask-form = <b>The registration form of which year?</b>
chat-form-caption = Registration form { $year }
chat-form-lacks = Note: no font has “{ $letter }” of { $name }; the form shows 〓, please write it in by hand.
