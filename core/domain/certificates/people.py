"""Who stands alone on a certificate: its bearer by the family name, whoever signed it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.domain.certificates.page import Row
from core.domain.certificates.signs import Signs
from core.domain.certificates.values import DAY, HAN, organisation_in

FAMILIES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁"
    "尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
    "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾"
    "隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝闻宣郁茅郜湛谌嵇楼水花储"
)
"""What ninety-nine of a hundred people are called."""
TWICE = (
    "欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|端木|东方|南宫|呼延|司徒|轩辕|独孤"
)
BEARER = rf"(?:(?:{TWICE})[{HAN}]{{1,2}}|[{FAMILIES}][{HAN}]{{1,2}}|[{HAN}]{{2,6}}·[{HAN}·]{{2,8}})"
CALLED = r"(?:同志|老师|医师|医生|护士|护师|先生|女士|同学|学员)"
_ALONE = re.compile(rf"\s*({BEARER})\s*{CALLED}?\s*[:,]?\s*")
_DAY = re.compile(rf"\s*{DAY}\s*")
_GOES_ON = re.compile(
    r"\s*(?:同志|老师|医师)?\s*,?\s*(?:已|于|在|自|参加|完成|圆满|出席|经|通过|修完)"
)


def over_a_sentence(rows: Sequence[Row]) -> Iterator[tuple[str, Signs]]:
    """Yield who stands alone in a row over a sentence without a subject: 王清清 | 已完成…"""
    for above, below in pairwise(rows):
        found = _ALONE.fullmatch(above[0].text) if len(above) == len(below) == 1 else None
        if found and _GOES_ON.match(below[0].text):
            yield found[1], above[0].signs.part(*found.span(1))


def signed_by(rows: Sequence[Row]) -> Iterator[tuple[str, Signs]]:
    """Yield the organisations that stand alone over a day alone."""
    for above, below in pairwise(rows):
        if len(above) == len(below) == 1 and _DAY.fullmatch(below[0].text):
            found = organisation_in(above[0].text)
            if found and found.end == len(above[0].text):
                yield found.value, above[0].signs
