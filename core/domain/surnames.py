"""How people's names are read: family names have readings of their own, 单 is Shan in front."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, product

from core.domain.readings import readings

MOST_READ = 6
"""Ways of reading one name that are kept; the usual ones come first."""

# Read otherwise as a family name than elsewhere; several where families differ.
FAMILIES = """
万俟:mo-qi 尉迟:yu-chi 单于:chan-yu 澹台:tan-tai 长孙:zhang-sun 单:shan 仇:qiu 解:xie 曾:zeng
翟:zhai,di 区:ou 查:zha 朴:piao 盖:ge,gai 缪:miao 尉:wei,yu 覃:qin,tan 乐:yue,le 召:shao 员:yun
秘:bi 黑:he 折:she 句:gou 繁:po 谌:chen,shen 洗:xian 种:chong 能:nai 祭:zhai 隗:wei,kui 郇:xun,huan
柏:bai,bo 薄:bo 阚:kan 牟:mou,mu 宓:mi,fu 粘:nian 卜:bu 合:ge 盛:sheng,cheng 佴:nai 郗:xi,chi 适:kuo
莘:shen,xin 藏:zang 晟:cheng,sheng 不:fou 都:du 冼:xian 逄:pang 令:ling
"""

# Characters of given names that people read in two ways.
READ_TWICE = """
乐:le,yue 长:chang,zhang 行:xing,hang 重:chong,zhong 朝:chao,zhao 晟:cheng,sheng 茜:qian,xi
娜:na,nuo 莘:shen,xin 盛:sheng,cheng 藏:cang,zang 传:chuan,zhuan 奇:qi,ji 单:dan,shan 参:can,shen
都:du,dou 曾:zeng,ceng 琢:zhuo,zuo 柏:bai,bo 觉:jue,jiao 强:qiang,jiang 露:lu,lou 卡:ka,qia
涌:yong,chong 降:jiang,xiang 说:shuo,yue 调:tiao,diao 弹:tan,dan 大:da,dai 筠:yun,jun 莎:sha,suo
仔:zi,zai 铮:zheng,cheng
"""


def _table(text: str) -> Mapping[str, Sequence[str]]:
    pairs = (pair.partition(":") for pair in text.split())
    return {sign: read.split(",") for sign, _, read in pairs}


SURNAMES, GIVEN = _table(FAMILIES), _table(READ_TWICE)
AS_TYPED: Mapping[str, Sequence[str]] = {
    f"{first}v": (f"{first}v", f"{first}u", f"{first}yu") for first in "ln"
}
"""ü has no key: people type v or u, passports say yu."""


def read_aloud(name: str) -> list[tuple[str, ...]]:
    """Return the ways in which a name may be read, by syllables; of other letters nothing.

    >>> read_aloud("单于飞"), read_aloud("吕一")[:2]
    ([('chan', 'yu', 'fei')], [('lv', 'yi'), ('lu', 'yi')])
    """
    ways = islice(product(*_readings_of(name)), MOST_READ)
    return [tuple(chain.from_iterable(one.split("-") for one in way)) for way in ways]


def _readings_of(name: str) -> Iterator[Iterable[str]]:
    family = next((name[:size] for size in (2, 1) if name[:size] in SURNAMES), "")
    if family:
        yield _typed([*SURNAMES[family], *readings().get(family, ())[:1]])
    for sign in name[len(family) :]:
        if read := GIVEN.get(sign) or readings().get(sign, ())[:1]:
            yield _typed(read)


def _typed(several: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(way for read in several for way in AS_TYPED.get(read, (read,)))
