"""What people are called: as often so as people are, whatever else is true of them."""

import random
from collections.abc import Iterator

FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉萍红建国文辉力志永健世义兴良海"
WEIGHTS = (10, 8, 7, 5, 5, *[2] * (len(FAMILIES) - 5))


def names(count: int) -> Iterator[str]:
    """Yield names: a tenth is called 王, two given names in three are double.

    Those of a few people are the first of those of many.
    """
    dice = random.Random(7)
    for number in range(count):
        (family,) = dice.choices(FAMILIES, WEIGHTS)
        yield family + "".join(dice.sample(GIVEN, 2 if number % 3 else 1))
