from tests.bot.test_story import *
from tests.bot.world import words_of
async def test_dump(chat):
    n=chat.nurse
    await enter_out_of_province(n)
    await n.presses("修改")
    await n.presses("返回")
    await n.presses("保存并上报")
    await chat.head_nurse.hears("有新的学分等待您审核")
    await chat.head_nurse.presses("不通过")
    await chat.head_nurse.presses("返回")
    await chat.head_nurse.presses("通过")
    await chat.passes(11)
    await n.hears("等待单位")
    for t in ("/status","/credits","/forms","/inbox","/help","/web","hallo"):
        await n.says(t)
    await n.presses("1")
    for who in (n, chat.head_nurse):
        print("=====")
        for m in who.phone.messages:
            print("BOT" if m["from"]["is_bot"] else "ME ", "[photo]" if "photo" in m else "", "[doc]" if "document" in m else "", words_of(m))
            for row in m.get("reply_markup",{}).get("inline_keyboard",[]): print("      ", [b["text"] for b in row])
    import collections
    print(collections.Counter(chat.telegram.calls))
