### 扫码签到：摄像头、输入签到码、没有网络时先记下

scan-title = 扫码签到
scan-aim = 对准屏幕上的签到二维码
scan-starting = 正在打开摄像头…
scan-sending = 正在送出…
scan-foreign = 这不是签到码
scan-same = 这个码刚才扫过了，请扫屏幕上新出的码
scan-light = 手电筒
scan-turn = 换一个摄像头
scan-camera = 打开摄像头

scan-photo = 识别照片
scan-photo-none = 照片里没有找到二维码。请靠近一些、拍清楚再试，或输入签到码。
scan-photo-unreadable = 这个文件不是能打开的照片。请换一张，或输入签到码。
scan-type = 输入签到码
scan-code = 签到码
scan-code-hint = 二维码下面的 6 位字母和数字
scan-code-wrong = 签到码是 6 位字母和数字，请照二维码下面的再输一次。
scan-check-in = 签到

scan-off-refused = 摄像头没有被允许。请在浏览器的网站设置里允许使用摄像头，再点“打开摄像头”；也可以识别照片或输入签到码。
scan-off-none = 没有找到摄像头。请识别照片，或输入二维码下面的签到码。
scan-off-busy = 摄像头打不开，可能别的应用正在用。请关掉那个应用，再点“打开摄像头”；也可以识别照片或输入签到码。
scan-off-insecure = 这个网址不是 https 开头，浏览器不让用摄像头。请用 https 网址打开，或者识别照片、输入签到码。
scan-off-unreadable = 这个浏览器识别不了二维码。请输入二维码下面的签到码，或用手机自带的扫一扫。
scan-off-no-script = 这个浏览器没有运行脚本，不能扫码。请输入二维码下面的签到码。

scan-kept = 已记下，联网后自动送出
scan-kept-detail = { $time } 扫的码。签到时间按扫码时算，不用再扫。
scan-not-kept = 没有连上网络，这部手机也记不下来。请连上网络后再扫一次。
scan-again = 再扫一次

scan-waiting = { $count } 次签到等待送出
scan-dismiss = 知道了
scan-unsent = 还有 { $count } 次签到没有送出。退出后会留在这部手机上，等您下次登录再送；别人用不了。仍要退出吗？
