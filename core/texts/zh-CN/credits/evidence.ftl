refusal-empty-file = 这个文件是空的（0 字节），可能没有传完。请重新选择文件再传一次。
refusal-file-too-large = 文件超过 { $limit_mb } MB。请用手机重新拍一张，或把文件压缩、拆分后再传。
refusal-not-a-picture = 这个文件不是照片或 PDF。请上传 JPG、PNG、WebP、HEIC 或 PDF；Word 等文件请先另存为 PDF，或截图后再传。
refusal-broken-file = 这个文件打不开，可能没有传完或已损坏。请重新上传；如果还不行，请把它在手机上打开后截图，或重新拍照上传。
refusal-too-many-pixels =
    { $format ->
        [jpeg] 图片尺寸太大，超过 { $limit_megapixels } 百万像素。请缩小后再传，或用手机重新拍一张。
       *[other] 图片尺寸太大：这种格式最多 { $limit_megapixels } 百万像素。请在相册或看图软件里另存为 JPG 再传，或把它截图、用手机拍一张。
    }
refusal-file-encrypted = 这个 PDF 设有密码，打不开。请先去掉密码，或截图、拍照后再传。
refusal-file-is-dynamic-form = 这个 PDF 是动态表单（XFA），只有填写它的软件才能显示内容。请在那个软件里打印成普通 PDF，或截图、拍照后再传。
refusal-file-is-portfolio = 这个 PDF 是一个文件包，里面装着别的文件。请打开它，把证书和证明单独保存出来再传。
refusal-too-many-pages = 这个 PDF 有 { $pages } 页，最多 { $limit } 页。请只保留证书和证明所在的页再传。
refusal-pictures-busy = 服务器现在很忙，暂时处理不过来；文件没有问题，只是还没有保存。请过一分钟再传一次。
refusal-disk-full = 服务器的存储空间已满，这次没有保存。请联系管理员清理空间，之后再试一次；已保存的内容不受影响。
refusal-files-unavailable = 存放文件的服务器暂时没有响应。请过几分钟再试；一直不行请联系管理员。
refusal-file-unreadable = 这个文件打不开了：存放的内容已损坏。请联系管理员；如果手边还有原件，可以重新上传。
