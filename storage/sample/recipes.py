"""How a year can go: what somebody earned in it, by the letter that people.tsv gives it."""

NEW_RULES_FROM = 2025
Earning = tuple[str, int]

# How a year went, by its letter: rule and quantity (hours, days, rank; 1 where each time counts).
# M met · H credits enough, but not the hours (to 2024: no class Ⅰ) · C some credits short ·
# L little · Y the whole year by one stay or study · N nothing · - not yet here
TO_2024: dict[str, tuple[tuple[Earning, ...], ...]] = {
    "M": (
        (("out-of-province-national", 30), ("paper-core", 1)),
        (
            ("out-of-province-national", 24),
            ("out-of-province-provincial", 5),
            ("advanced-study-short", 15),
        ),
        (("out-of-province-national", 30), ("mission-short", 15)),
    ),
    "H": ((("paper-core", 1), ("advanced-study-short", 10)),),
    "C": ((("out-of-province-national", 18), ("advanced-study-short", 13)),),
    "L": ((("out-of-province-national", 9),),),
    "Y": ((("advanced-study-long", 1),), (("degree", 1),)),
    "N": (),
    "-": (),
}
FROM_2025: dict[str, tuple[tuple[Earning, ...], ...]] = {
    "M": (
        (("out-of-province-national", 30), ("paper-core", 1)),
        (("out-of-province-national", 30), ("advanced-study-short", 15)),
        (("paper-sci", 2), ("mission-short", 10)),
    ),
    "H": (
        (
            ("out-of-province-national", 30),
            ("out-of-province-provincial", 10),
            ("abroad-short", 6),
        ),
    ),
    "C": ((("out-of-province-national", 24), ("paper-core", 2)),),
    "L": ((("out-of-province-national", 9),),),
    "Y": ((("advanced-study-long", 1),), (("degree", 1),)),
    "N": (),
    "-": (),
}
