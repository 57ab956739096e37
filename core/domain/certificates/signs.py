"""Texts of a page sign by sign, each with where it stands, in one way of writing."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.credits.readings import Place
from core.domain.credits.seen import Box

OLD = (
    "學時經證書號級項編單療護醫師會於參開練訓題長實驗應點國區縣屬興與辦舉類數頒發專業當務電歷"
    "間課總結繼續圖識處強進陳張劉黃趙楊吳馬孫許鄭馮鄧葉蘇盧鍾廣東蘭麗華鳳蓮偉傑勝龍飛雲愛靜穎"
    "蕭譚賴謝韓羅嚴龔顧萬錢湯賀倫衛藥術診斷臨體檢測質標準規範動營養習講論壇討協聯機構組織團員"
    "灣寧濟瀋遼貴陝遠漢濱門內兒婦產腫創傷燒鏡腦臟腎腸膽顱頸關節鬆風濕熱氣針復複檔據價個為從後"
    "來對讓過還這現該將獲報帶賽獎優難變網線紅綠異獨爾歲廳廠歐陽蔣倉榮賢儀慶芻瑩瓊瑋瑤憶懷權樹"
    "橋樂樓歡氫滅滿濃潔澤灑無煙爭狀環畢畫盡監盤確禮種積穩競筆簡糧約紀純細終絡給統綜緊緩羣義聖"
    "聞聲聽脫腳艦艱藝蟲補裝見視親覺觀觸計訂記設評試詩話誤說調談請諮謀譽讀負責貨販貫貝買費資賓"
    "賬趨跡車軍軟較載輔輪輸轉農運達違遞選邏鄉釋鈣鈉鉀銀鋼錄鎮鐵閉閱陸陰隊階隨險隱雙雜離霧靈頁"
    "頂順預頭顏願顯飲館驅髮鬥魚鮮鳥麥黨齊齡稱癥鑑頓屆擔殘換撥搶壓塊壞導寫層幹庫懸斃樣櫃沖淚溫"
    "潰澀瘡癢皺硯礎稅窩篩粵糾紙紹維綱縫繫罰聰脅脈膠臘舊薦虧蝕衝詢認誌謹譜貧輕適遲鄰鍵鎖鏈鑽閃"
    "隸鞏韻頗頻顆颱餘驚鬱鹽齒"
    "別啟戶戰殺兩傳債億儲劑劇勞呂問園圍執堅場墊壯壽奧尋島幣幾廢彈徑徹恆惡態慮掃採損擇擊擴"
    "攝敗敵晉暈暫曉條極槍欄歸殼毀決況淺淨減滯滲漸潤濁燈牽獻瘋癱盜矯礙禍禦穀窮簽籃緣縮績繞"
    "罷職脹膚蔭薩虛訊訪詞詳語譯豐貞財貼賞購踐辭遊遷鉛錯鋒錦鐘閒陣雞響須額駐駕鳴鷹鶴龜連"
)
NEW = (
    "学时经证书号级项编单疗护医师会于参开练训题长实验应点国区县属兴与办举类数颁发专业当务电历"
    "间课总结继续图识处强进陈张刘黄赵杨吴马孙许郑冯邓叶苏卢钟广东兰丽华凤莲伟杰胜龙飞云爱静颖"
    "萧谭赖谢韩罗严龚顾万钱汤贺伦卫药术诊断临体检测质标准规范动营养习讲论坛讨协联机构组织团员"
    "湾宁济沈辽贵陕远汉滨门内儿妇产肿创伤烧镜脑脏肾肠胆颅颈关节松风湿热气针复复档据价个为从后"
    "来对让过还这现该将获报带赛奖优难变网线红绿异独尔岁厅厂欧阳蒋仓荣贤仪庆刍莹琼玮瑶忆怀权树"
    "桥乐楼欢氢灭满浓洁泽洒无烟争状环毕画尽监盘确礼种积稳竞笔简粮约纪纯细终络给统综紧缓群义圣"
    "闻声听脱脚舰艰艺虫补装见视亲觉观触计订记设评试诗话误说调谈请咨谋誉读负责货贩贯贝买费资宾"
    "账趋迹车军软较载辅轮输转农运达违递选逻乡释钙钠钾银钢录镇铁闭阅陆阴队阶随险隐双杂离雾灵页"
    "顶顺预头颜愿显饮馆驱发斗鱼鲜鸟麦党齐龄称症鉴顿届担残换拨抢压块坏导写层干库悬毙样柜冲泪温"
    "溃涩疮痒皱砚础税窝筛粤纠纸绍维纲缝系罚聪胁脉胶腊旧荐亏蚀冲询认志谨谱贫轻适迟邻键锁链钻闪"
    "隶巩韵颇频颗台余惊郁盐齿"
    "别启户战杀两传债亿储剂剧劳吕问园围执坚场垫壮寿奥寻岛币几废弹径彻恒恶态虑扫采损择击扩"
    "摄败敌晋晕暂晓条极枪栏归壳毁决况浅净减滞渗渐润浊灯牵献疯瘫盗矫碍祸御谷穷签篮缘缩绩绕"
    "罢职胀肤荫萨虚讯访词详语译丰贞财贴赏购践辞游迁铅错锋锦钟闲阵鸡响须额驻驾鸣鹰鹤龟连"
)
"""Characters that the engine writes the old way now and then; where it does so more than once in a
line it has lost its way, and words of that line are not to be trusted.
"""
TRADITIONAL = str.maketrans(OLD, NEW)
LOST = 2
ALIKE = str.maketrans("—–―‐‑－~～﹣•．○茲", "---------·.〇兹")
BLANK_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff：:])")
WEEKDAY = re.compile(r"\((?:周|星期)[一二三四五六日天]\)")
MARK = "\N{INFORMATION SEPARATOR ONE}"


@dataclass(frozen=True, slots=True)
class Signs:
    """A text and, for each sign of it, where it stands and whether it may be misread."""

    text: str
    places: tuple[Place, ...]
    doubts: tuple[bool, ...]

    def __add__(self, other: "Signs") -> "Signs":
        doubts = self.doubts + other.doubts
        return Signs(self.text + other.text, self.places + other.places, doubts)

    def part(self, start: int, end: int) -> "Signs":
        """Return a part without blanks at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Signs(self.text[start:end], self.places[start:end], self.doubts[start:end])

    @property
    def blank(self) -> "Signs":
        """Return a blank that stands where the last sign does."""
        return Signs(" ", self.places[-1:], (False,))

    @property
    def place(self) -> Place:
        """Return the box around all of it."""
        return around(self.places)


def around(places: Iterable[Place]) -> Place:
    """Return the box around several."""
    all_of_them = list(places)
    x, y = min(one.x for one in all_of_them), min(one.y for one in all_of_them)
    right = max(one.x + one.width for one in all_of_them)
    bottom = max(one.y + one.height for one in all_of_them)
    return Place(all_of_them[0].page, x, y, round(right - x, 4), round(bottom - y, 4))


def signs_of(box: Box) -> Signs:
    """Return a box's text as certificates are read: half-width, today's characters."""
    text, places = "", list[Place]()
    count = max(1, len(box.text))
    for number, sign in enumerate(box.text):
        for plain in unicodedata.normalize("NFKC", sign):
            text += plain.translate(TRADITIONAL).translate(ALIKE)
            places.append(_slice(box.place, number / count, 1 / count))
    is_doubtful = sum(sign in OLD for sign in box.text) >= LOST
    doubts = (is_doubtful,) * len(places)
    return without(without(Signs(text, tuple(places), doubts), WEEKDAY), BLANK_BETWEEN)


def without(signs: Signs, pattern: re.Pattern[str]) -> Signs:
    """Return a text without what a pattern finds in it."""
    dropped = {at for found in pattern.finditer(signs.text) for at in range(*found.span())}
    kept = [at for at in range(len(signs.text)) if at not in dropped]
    text = "".join(signs.text[at] for at in kept)
    places = tuple(signs.places[at] for at in kept)
    return Signs(text, places, tuple(signs.doubts[at] for at in kept))


def masked(signs: Signs, spans: Iterable[tuple[int, int]]) -> Signs:
    """Return a text in which some parts say nothing any more."""
    text = list(signs.text)
    for start, end in spans:
        text[start:end] = MARK * (end - start)
    return Signs("".join(text), signs.places, signs.doubts)


def _slice(place: Place, start: float, share: float) -> Place:
    """Return a share of a line of text; of an upright one from its top to its bottom."""
    if place.height > 2 * place.width:
        y, height = place.y + start * place.height, share * place.height
        return place._replace(y=round(y, 4), height=round(height, 4))
    x, width = place.x + start * place.width, share * place.width
    return place._replace(x=round(x, 4), width=round(width, 4))
