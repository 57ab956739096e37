import hashlib
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import reportlab
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PIL import Image
from pypdf import PdfReader

from core.forms import document
from core.forms.document import Drawn
from core.forms.legible import legible
from core.forms.lettering import (
    BOLD,
    font_checksum,
    font_set,
    font_set_with,
    lettering,
    lettering_with,
    rare_fonts,
)
from core.forms.lines import NOT_FIRST, NOT_LAST, wrap
from core.forms.registration import FormRow, RegistrationForm, Totals
from core.texts import LANGUAGES, bundle, speaking

ROOT = Path(__file__).parents[3]
RARE = "𬭎䶮㛃𠅤"
LONG = "基于循证医学的重症监护病房呼吸机相关性肺炎集束化护理策略与多学科协作质量持续改进高级研修班"


def draw(forms: Sequence[RegistrationForm], language: str) -> Drawn:
    with speaking(language):
        return document.draw(forms)


def a_row(number: int = 1, **given: object) -> FormRow:
    row = FormRow(
        number=number,
        awarded_on=date(2025, 6, 12),
        project_number="2025-14-02-118",
        activity="静脉输液安全与并发症处理",
        subtype="赴外省面授获得学分(国家级)",
        mode="专题讲座",
        points=200,
        hours=600,
        awarded_by="浙江省护理学会",
    )
    return replace(row, **given)  # type: ignore[arg-type]


def a_form(rows: int = 1, **given: object) -> RegistrationForm:
    form = RegistrationForm(
        unit="舟山市普陀区人民医院",
        department="护理",
        name="闻旦",
        sex="女",
        born_on=date(1985, 3, 12),
        staff_number="8200277122",
        title="主管护师",
        year=2025,
        first_day=date(2025, 1, 1),
        last_day=date(2025, 12, 31),
        rows=tuple(a_row(number) for number in range(1, rows + 1)),
        totals=Totals(200 * rows, 600 * rows, 200 * rows, 600 * rows),
        result="not-met",
        reasons=("总学分不足25学分", "总学时不足90学时"),
        issued_at=datetime(2026, 6, 15, 1, 30, tzinfo=UTC),
        verification_code="K7QX2M4PZ3NA6TBC",
        verification_url="https://cme.example/v/K7QX2M4PZ3NA6TBC",
        rulebook_year=2025,
    )
    return replace(form, **given)  # type: ignore[arg-type]


def pages_of(drawn: Drawn) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(drawn.pdf)).pages]


def poppler(drawn: Drawn, folder: Path, *options: str) -> str:
    paper = folder / "form.pdf"
    paper.write_bytes(drawn.pdf)
    done = subprocess.run(
        ["pdftotext", *options, paper, "-"], capture_output=True, check=True, text=True
    )
    return done.stdout


def test_the_form_says_who_what_and_with_which_result(tmp_path: Path) -> None:
    text = poppler(draw([a_form()], "zh-CN"), tmp_path, "-layout")
    for words in (
        "继续医学教育学分登记表",
        "2025 年度",
        "闻旦",
        "1985-03-12",
        "8200277122",
        "2025-01-01 至 2025-12-31",
        "2025-14-02-118",
        "不达标",
        "总学分不足25学分",
        "总学时不足90学时",
        "科室（盖章）",
        "单位（盖章）",
        "K7QX2M4PZ3NA6TBC",
        "K7QX 2M4P Z3NA 6TBC",
        "2026-06-15 09:30",
        "第 1 页，共 1 页",
    ):
        assert words in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_rare_names_can_be_printed_searched_and_copied(language: str, tmp_path: Path) -> None:
    drawn = draw([a_form(name=RARE, rows=0)], language)
    assert drawn.missing == ()
    assert RARE in pages_of(drawn)[0]
    assert RARE in poppler(drawn, tmp_path)


def test_names_beyond_the_first_256_characters_of_a_font_are_extracted_too(tmp_path: Path) -> None:
    many = "".join(chr(0x4E00 + at) for at in range(700)) + RARE
    row = a_row(activity=many)
    drawn = draw([a_form(name="闻旦"), replace(a_form(), rows=(row,))], "zh-CN")
    for text in ("".join(pages_of(drawn)), poppler(drawn, tmp_path, "-raw")):
        assert set(many) <= set(text)


def test_every_font_is_embedded_and_no_other_is_named() -> None:
    reader = PdfReader(BytesIO(draw([a_form(name="Ağa ř")], "zh-CN").pdf))
    resources = reader.pages[0]["/Resources"]
    fonts = resources["/Font"].values()  # type: ignore[index]
    for font in (each.get_object() for each in fonts):
        assert "+NotoSans" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]


def test_a_letter_the_chinese_font_lacks_comes_from_the_second_font(tmp_path: Path) -> None:
    drawn = draw([a_form(name="Ağa Řehoř")], "en")
    assert drawn.missing == ()
    assert "Ağa Řehoř" in poppler(drawn, tmp_path)


def test_a_character_no_font_has_is_shown_as_a_geta_and_named(tmp_path: Path) -> None:
    forms = [
        a_form(name="张\U00031350"),
        a_form(name="李四", rows=0),
        a_form(name="王五\U0001f4f7", reasons=("缺\U00031350",)),
    ]
    drawn = draw(forms, "zh-CN")
    assert drawn.missing == (
        ("张\U00031350", "\U00031350"),
        ("王五\U0001f4f7", "\U0001f4f7"),
        ("王五\U0001f4f7", "\U00031350"),
    )
    text = poppler(drawn, tmp_path)
    assert "张〓" in text
    assert "王五〓" in text


def test_a_font_of_rare_characters_draws_what_ours_lack() -> None:
    rare = Path(reportlab.__file__).parent / "fonts/Vera.ttf"
    without, behind = lettering_with(()), lettering_with((rare,))
    assert [letters.font("∘") for letters in (without, behind)] == [None, "Vera"]
    assert [name for name, _ in behind.runs("闻∘旦", bold=True)] == [BOLD, "Vera", BOLD]
    assert behind.width("闻∘旦", 10) > behind.width("闻旦", 10) == without.width("闻旦", 10)
    assert font_checksum(rare) != font_checksum(rare.with_name("VeraBd.ttf"))
    assert font_set_with((rare,)) == (*font_set_with(()), f"Vera {font_checksum(rare)}")
    assert font_set() == font_set_with(rare_fonts())


@pytest.mark.skipif(not rare_fonts(), reason="HanaMin is not installed here (fonts-hanazono)")
def test_where_the_machine_has_hanamin_the_rarest_names_are_whole(tmp_path: Path) -> None:
    drawn = draw([a_form(name="张\U0002a6a5")], "zh-CN")
    assert drawn.missing == ()
    assert "张\U0002a6a5" in poppler(drawn, tmp_path)


def test_marks_that_only_steer_a_screen_are_left_out_and_not_reported() -> None:
    assert legible("闻\u202e旦\u200b\ufe0f\U000e0100") == ("闻旦", ())
    assert legible("第一行\r\n第二行\t末") == ("第一行  第二行 末", ())


def test_half_a_character_is_reported_as_something_that_can_be_written_down() -> None:
    shown, missing = legible("张\ud800三")
    assert shown.startswith("张")
    assert all(character.encode() for character in missing)


def test_markup_in_a_name_is_only_text(tmp_path: Path) -> None:
    name = "<b>欧阳</b> & <i>O'Neil"
    drawn = draw([a_form(name=name, rows=0)], "zh-CN")
    shown = poppler(drawn, tmp_path, "-raw").replace("\n", "")
    assert name.replace(" ", "") in shown.replace(" ", "")


def test_the_same_forms_give_the_same_bytes() -> None:
    forms = [a_form(rows=30, name=RARE), a_form(name="刘一秀")]
    first = draw(forms, "zh-CN")
    draw([a_form(name="葛莺莺")], "en")
    assert draw(forms, "zh-CN") == first


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_another_process_gives_the_same_bytes(seed: str) -> None:
    program = (
        "import hashlib\n"
        "from tests.core.forms.test_forms import a_form, draw, RARE\n"
        "pdf = draw([a_form(rows=3, name=RARE), a_form(name='刘一秀')], 'zh-CN').pdf\n"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        cwd=ROOT,
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "America/Lima"},
        capture_output=True,
        check=True,
        text=True,
    )
    here = draw([a_form(rows=3, name=RARE), a_form(name="刘一秀")], "zh-CN").pdf
    assert done.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_the_file_carries_the_time_of_issue_not_of_drawing() -> None:
    information = PdfReader(BytesIO(draw([a_form()], "zh-CN").pdf)).metadata
    assert information is not None
    assert information.creation_date == datetime(2026, 6, 15, 1, 30, tzinfo=UTC)


def test_twelve_usual_credits_fit_on_one_page() -> None:
    assert [len(pages_of(draw([a_form(rows=12)], language))) for language in LANGUAGES] == [1, 1]


def test_sixty_credits_fill_several_pages_each_with_head_person_and_number(tmp_path: Path) -> None:
    pages = poppler(draw([a_form(rows=60)], "zh-CN"), tmp_path, "-layout").split("\f")[:-1]
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        assert "活动名称" in page
        assert "闻旦" in page
        assert f"第 {number} 页，共 {len(pages)} 页" in page
    assert sum(page.count("2025-14-02-118") for page in pages) == 60
    assert [("盖章" in page) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert "2025-14-02-118" in pages[-1]


@pytest.mark.parametrize("rows", range(9, 24))
def test_seals_never_meet_the_rows(rows: int) -> None:
    boxes = words_of(draw([a_form(rows=rows)], "zh-CN"))
    last = max(page for page, *_ in boxes)
    on_last = [box for box in boxes if box[0] == last]
    seal = next(top for _, text, _, top, _, _ in on_last if "科室（盖章）" in text)
    result = next(bottom for _, text, _, _, _, bottom in on_last if text == "不达标")
    assert result < seal


def test_several_people_share_one_document_and_number_their_own_pages(tmp_path: Path) -> None:
    people = [a_form(name="闻旦", rows=40), a_form(name="刘一秀")]
    drawn = draw(people, "zh-CN")
    text = poppler(drawn, tmp_path)
    assert "第 1 页，共 2 页" in text
    assert "第 1 页，共 1 页" in text
    outline = PdfReader(BytesIO(drawn.pdf)).outline
    titles = [str(entry["/Title"]) for entry in outline if not isinstance(entry, list)]
    assert titles == ["闻旦 · 2025", "刘一秀 · 2025"]
    assert len(drawn.pdf) < sum(len(draw([person], "zh-CN").pdf) for person in people)


def test_a_year_without_credits_says_so(tmp_path: Path) -> None:
    drawn = draw([a_form(rows=0, result="not-required", reasons=())], "zh-CN")
    text = poppler(drawn, tmp_path)
    assert "本年度没有已生效的学分" in text
    assert "未做要求" in text


def test_a_credit_that_does_not_count_says_why(tmp_path: Path) -> None:
    row = a_row(counts=False, why_not="超出上限")
    text = poppler(draw([replace(a_form(), rows=(row,))], "zh-CN"), tmp_path)
    assert "不计入：超出上限" in text


def test_a_form_under_another_years_rules_says_so(tmp_path: Path) -> None:
    text = poppler(draw([a_form(year=2027, rulebook_year=2026)], "zh-CN"), tmp_path)
    assert "2027 年度暂无学分规则，本表按 2026 年度规则计算" in text


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one form"):
        draw([], "zh-CN")


def test_a_phone_reads_the_address_from_the_printed_page(tmp_path: Path) -> None:
    form = a_form(rows=2)
    paper = tmp_path / "form.pdf"
    paper.write_bytes(draw([form], "zh-CN").pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", paper, tmp_path / "page"], check=True)
    (found,) = zxingcpp.read_barcodes(Image.open(tmp_path / "page-1.png"))
    assert found.text == form.verification_url
    assert found.format == zxingcpp.BarcodeFormat.QRCode


def words_of(drawn: Drawn) -> list[tuple[int, str, float, float, float, float]]:
    """Return (page, text, left, top, right, bottom) of every piece of text, from PDFium."""
    import pypdfium2

    boxes = []
    document = pypdfium2.PdfDocument(drawn.pdf)
    for number, page in enumerate(document):
        text, height = page.get_textpage(), page.get_height()
        for at in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(at)
            words = text.get_text_bounded(left, bottom, right, top).strip()
            boxes.append((number, words, left, height - top, right, height - bottom))
    document.close()
    return boxes


@pytest.mark.parametrize(
    "title", [LONG * 6, "Otorhinolaryngology-head-and-neck-surgery" * 8, "A" * 300, "（" * 300]
)
def test_long_titles_wrap_and_nothing_overlaps(title: str) -> None:
    row = a_row(activity=title, awarded_by=title[:100], project_number="9" * 30, subtype=title[:40])
    shown = draw([replace(a_form(name=title[:60], unit=title[:90]), rows=(row, a_row(2)))], "zh-CN")
    boxes = words_of(shown)
    assert all(
        30 < left < right < 566 and top < bottom < 842 for _, _, left, top, right, bottom in boxes
    )
    for at, (page, one, left, top, right, bottom) in enumerate(boxes):
        for other_page, other, x, y, to_x, to_y in boxes[at + 1 :]:
            across = min(right, to_x) - max(left, x)
            down = min(bottom, to_y) - max(top, y)
            assert page != other_page or across < 1 or down < 1, (one, other)


def test_a_person_with_endless_particulars_still_gets_a_form_that_says_where_it_was_cut() -> None:
    drawn = draw([a_form(unit=LONG * 20, reasons=tuple([LONG] * 30))], "zh-CN")
    (page,) = pages_of(drawn)
    assert page.count("……") == 2


def test_a_row_taller_than_a_page_goes_on_over_the_next(tmp_path: Path) -> None:
    endless = "".join(chr(0x4E00 + at) for at in range(3000))
    drawn = draw([replace(a_form(), rows=(a_row(activity=endless), a_row(2)))], "zh-CN")
    assert len(pages_of(drawn)) >= 3
    shown = "".join(pages_of(drawn))
    assert all(character in shown for character in endless)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    lines = wrap("护理（临床），重症《监护》、急救“新进展”。" * 20, 90, 8)
    assert len(lines) > 5
    assert not [line for line in lines if line[0] in NOT_FIRST or line[-1] in NOT_LAST]


def test_latin_words_stay_whole() -> None:
    text = "Advances in wound care and pressure injury prevention"
    assert " ".join(wrap(text, 80, 8)) == text


@given(text=some.text(max_size=200), width=some.integers(20, 200))
def test_wrapping_loses_no_letter_and_keeps_to_the_width(text: str, width: int) -> None:
    shown, _ = legible(text)
    lines = wrap(shown, width, 8)
    assert "".join("".join(lines).split()) == "".join(shown.split())
    assert all(lettering().width(line, 8) <= width for line in lines)


ANY_TEXT = some.text(max_size=60)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    words=some.lists(ANY_TEXT, min_size=6, max_size=6),
    cells=some.lists(some.text(max_size=300), min_size=5, max_size=5),
    language=some.sampled_from(LANGUAGES),
)
def test_any_text_at_all_can_be_drawn(words: list[str], cells: list[str], language: str) -> None:
    activity, subtype, awarded_by, number, why_not = cells
    row = a_row(
        activity=activity,
        subtype=subtype,
        awarded_by=awarded_by,
        project_number=number,
        counts=False,
        why_not=why_not,
    )
    name, unit, department, sex, title, reason = words
    form = a_form(
        name=name, unit=unit, department=department, sex=sex, title=title, reasons=(reason,)
    )
    drawn = draw([replace(form, rows=(row,))], language)
    assert PdfReader(BytesIO(drawn.pdf)).pages
    assert all(person == name for person, _ in drawn.missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_form_can_be_printed(language: str) -> None:
    page = ROOT / "core/texts" / language / "forms/forms.ftl"
    lines = page.read_text("utf-8").splitlines()
    keys = [line.partition(" =")[0] for line in lines if line[:1].isalpha()]
    assert all(bundle(language).has_message(key) for key in keys)
    assert legible(page.read_text("utf-8"))[1] == ()


def test_a_form_is_made_of_values_only() -> None:
    assert hash(a_form(rows=2)) == hash(a_form(rows=2))
    assert {field.name for field in fields(FormRow)} >= {"counts", "why_not"}
