### 网页的外框：导航、出错时的话、离线页

app-description = 学分填报、审核、达标情况，一部手机就能办。

nav-home = 首页
nav-credits = 学分
nav-scan = 扫码
nav-trainings = 培训
nav-review = 审核
nav-forms = 登记表
nav-inbox = 消息
nav-settings = 我的

web-main-navigation = 主导航
web-skip = 跳到正文
web-back = 返回
web-home = 回到首页
web-again = 重试
web-close = 关闭
web-more = 查看全部
web-role-staff = 学员
web-role-credit-enterer = 被授权录入
web-role-department-administrator = 科室管理员
web-role-unit-administrator = 单位管理员
web-role-authority-reviewer = 上级审核人

fault-title = 没有办成
fault-title-not-found = 没有找到
fault-title-closed = 没有权限
fault-title-gone = 这个链接不能用了
fault-title-defect = 出了点问题
fault-back = 返回上一页
fault-part = 刷新这部分
fault-to-list = 去“{ $place }”找
fault-400 = 这个请求不完整或在途中损坏了。请返回上一页再试一次。
fault-403 = 这里不能这样操作。请返回上一页再试一次。
fault-404 = 没有这个页面。可能网址不完整，或内容已被删除。
fault-405 = 这个网址不能直接打开。请从首页进入。
fault-408 = 等了太久，内容没有传完。请检查网络后再试一次。
fault-413 = 传来的内容太大。请减少文字，或把文件压缩后再传。
fault-414 = 网址太长了。请从首页重新进入。
fault-415 = 这种内容不能识别。请返回上一页再试一次。
fault-429 = 操作太频繁。请过一会儿再试。
fault-500 = 很抱歉，系统出了差错，这次操作可能没有完成。已记录下来；请稍后再试，仍不行请联系管理员。

refusal-foreign-origin = 这次操作不是从本系统的页面发出的，没有执行。请从首页重新进入再操作。
refusal-field-unreadable = 有一项内容没有读懂，没有保存。请返回刷新页面后重新填写。

offline-title = 现在没有网络
offline-words = 连上网络后再打开。已填写并保存的内容都还在。
refusal-too-many-streams = 打开的页面太多，这一页暂时不会自动更新。请关掉不用的页面，或稍后刷新。
### 页面自己的动作：看材料、传文件、提示

shell-copied = 已复制
shell-session-over = 登录已经结束。这一页上填写的内容还在，重新登录后再保存。
shell-unsent = 没有连上网络，刚才的操作没有送出。请连上网络后再试一次。
shell-confirm-yes = 确定
shell-confirm-no = 取消
shell-install-by-hand = 点浏览器的“分享”，再选“添加到主屏幕”。

shell-viewer = 看材料
shell-viewer-original = 打开原件
shell-viewer-none = 这个文件不能在这里显示，请打开原件。
shell-viewer-previous = 上一个
shell-viewer-next = 下一个
shell-viewer-closer = 放大
shell-viewer-farther = 缩小
shell-viewer-turn = 旋转

shell-upload-waiting = 等待上传
shell-uploading = 文件上传中，传完后自动送出，请稍候。
shell-upload-missing = 有文件没有传上去，填写的内容还没有送出。请重试或去掉这个文件，再送一次。
shell-upload-leave = 还有文件在上传，离开后没有传完的就不传了。要离开吗？
shell-upload-dropped = 网络断了，没有传上去。连上网络后会再传，也可以点“重试”。
shell-upload-too-large = 超过 { $limit } MB，没有上传。请压缩或重拍后再选。

typed-kept = 登录已失效。刚才填的内容还在这一页里：用原来的账号登录后点“送出”就能接着保存。文件和密码没有保留。
typed-title = 刚才填的内容还在
typed-here = 刚才填的内容没有丢，点“送出”再送一次。选好的文件要重新选择。
typed-anew = 证件号码没有保留，请再填一次
typed-file = 请重新选择文件
typed-send = 送出
typed-drop = 不要了
refusal-cookies-needed = 这个浏览器没有保存 Cookie，登录后会马上退出。请在浏览器设置里允许本网站使用 Cookie（或退出无痕模式），再登录一次。
file-choose = 选择文件
file-none = 还没有选择
