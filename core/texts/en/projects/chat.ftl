### Applications in the chat

chat-fact = { $name }: { $text }
chat-application-courses = { $count ->
    [one] One course
   *[other] { $count } courses
}; the signed page and attachments are in the web app.
chat-application-waiting = 📥 <b>A project application is waiting for your review</b>
