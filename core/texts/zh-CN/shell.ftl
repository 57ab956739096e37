### 页面自己的动作：看材料、传文件、提示

shell-copied = 已复制
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
shell-upload-dropped = 网络断了，没有传上去。连上网络后会再传，也可以点“重试”。
shell-upload-too-large = 超过 { $limit } MB，没有上传。请压缩或重拍后再选。
