### Scanning: the camera, typing the code, keeping entries without a network

scan-title = Attendance
scan-aim = Point at the attendance code on the screen
scan-starting = Starting the camera…
scan-sending = Sending…
scan-foreign = This is not an attendance code
scan-same = You have just scanned this code; scan the new one on the screen
scan-light = Light
scan-turn = Another camera
scan-camera = Start the camera

scan-photo = Use a photo
scan-photo-none = There is no QR code in the photo. Come closer and take it again, or type the code.
scan-photo-unreadable = This file is not a photo that can be opened. Choose another, or type the code.
scan-type = Type the code
scan-code = Attendance code
scan-code-hint = The 6 letters and digits under the QR code
scan-code-wrong = The code is 6 letters and digits; type it again as it stands under the QR code.
scan-check-in = Send

scan-off-refused = The camera was not allowed. Allow it in the browser’s settings for this site, then press “Start the camera”; or use a photo or type the code.
scan-off-none = There is no camera. Use a photo, or type the code that stands under the QR code.
scan-off-busy = The camera does not start; another app may be using it. Close that app, then press “Start the camera”; or use a photo or type the code.
scan-off-insecure = This address does not begin with https, so the browser does not allow the camera. Open the https address, or use a photo or type the code.
scan-off-unreadable = This browser cannot read QR codes. Type the code that stands under it, or use your phone’s own scanner.
scan-off-no-script = This browser runs no scripts and cannot scan. Type the code that stands under the QR code.

scan-kept = Kept; it is sent once you are connected
scan-kept-detail = Scanned at { $time }. That is the time that counts; no need to scan again.
scan-not-kept = There is no network, and this phone cannot keep the entry. Connect and scan again.
scan-again = Scan again

scan-waiting = Attendance entries waiting to be sent: { $count }
scan-dismiss = Understood
scan-unsent = Attendance entries not yet sent: { $count }. They stay on this phone until you sign in again; nobody else can use them. Sign out all the same?
