chat-web-link = 用下面的链接登录网页版，10 分钟内有效，只能用一次：
chat-web-continue = 用下面的链接在网页上继续填写，10 分钟内有效，只能用一次：
chat-link-behind = <a href="{ $url }">{ $label }</a>（点不开时，请在浏览器里打开 { $page } 登录）
chat-link = <a href="{ $url }">{ $label }</a>　{ $url }
chat-ask-link = <b>把这个聊天绑定到 { $name }（{ $place }）的账号？</b>是您本人的账号才绑定。
chat-ask-link-again = 这个聊天现在绑定的是 { $name }，改绑后不再收到原账号的消息。
chat-link-yes = 是我的账号
chat-link-no = 不是我的
chat-link-agreed = 还差一步：回到网页 { $url } ，核对聊天名称后点“是我的聊天，绑定”。10 分钟内有效。
chat-link-refused = 没有绑定。这个链接已作废；如果是别人发给您的，请不要理会。
chat-stranger =
    您好！这里是学分助手，可以录入、审核和查询继续医学教育学分。
    请先绑定账号：在浏览器打开 { $url } ，登录后点“绑定聊天”，用手机扫码，或把绑定码发到这里。
    没有账号请联系科室管理员。
chat-stranger-short = 这个聊天还没有绑定账号。请发 /start 查看怎么绑定。
chat-ask-language = 请选择语言 / Choose a language
chat-language-name = 中文
chat-language-set = 好的，以后都用中文。
chat-ask-unlink = 这个聊天现在绑定的是 { $name }。解除后这里不再收到消息，网页版的消息不受影响。
chat-unlink = 解除绑定
chat-keep = 保留
chat-unlinked = 已解除绑定。再次使用请发 /start。
chat-nothing-changed = 好的，没有改动。
