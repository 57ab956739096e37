"""Certificates, photographs and hostile files, drawn for tests and for the sample hospital."""

import random
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pillow_heif
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from core.forms.lettering import lettering

FONTS = Path(__file__).parent.parent / "core/forms/fonts"
GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is written on one drawn certificate; the design is the organiser's."""

    name: str = "王亚兰"
    title: str = "危重症患者护理新进展学习班"
    number: str = "2026-14-01-023"
    held: str = "2026年3月12日至3月14日"
    credits: str = "6.0"
    design: int = 0


TITLES = (
    "危重症患者护理新进展学习班", "静脉治疗护理规范化培训班", "糖尿病足综合管理研讨会",
    "老年患者跌倒预防与安全管理", "围手术期加速康复护理论坛", "新生儿重症监护技术学习班",
    "伤口造口失禁专科护理培训", "医院感染预防与控制新进展", "肿瘤患者疼痛规范化管理",
    "急诊急救护理技能提高班",
)  # fmt: skip
NAMES = ("王亚兰", "李慧敏", "张晓燕", "陈玥", "刘淑芬", "赵犇", "孙婷婷", "周雅琴")


def some_certificate(seed: int, *, design: int = 0, name: str | None = None) -> Certificate:
    """Return a certificate as another course of the same organiser would issue it."""
    dice = random.Random(seed)
    year, month, day = dice.randint(2019, 2026), dice.randint(1, 12), dice.randint(1, 25)
    return Certificate(
        name=name or dice.choice(NAMES),
        title=dice.choice(TITLES),
        number=f"{year}-{dice.randint(1, 30):02}-{dice.randint(1, 9):02}-{dice.randint(1, 400):03}",
        held=f"{year}年{month}月{day}日至{month}月{day + 2}日",
        credits=f"{dice.randint(1, 20) / 2:.1f}",
        design=design,
    )


def drawn(certificate: Certificate, width: int = 1600) -> Image.Image:
    """Draw the certificate as its organiser would send it: flat, upright, landscape A4."""
    height = round(width / 1.414)
    unit = width / 100
    paper, ink, seal = DESIGNS[certificate.design % len(DESIGNS)]
    page = Image.new("RGB", (width, height), paper)
    pen = ImageDraw.Draw(page)
    for inset, thick in ((2.5, 0.8), (4, 0.2)):
        frame = (inset * unit, inset * unit, width - inset * unit, height - inset * unit)
        pen.rectangle(frame, outline=ink, width=max(1, round(thick * unit)))
    pen.text(
        (width / 2, 9 * unit), "继续医学教育学分证书", fill=ink, font=_font(5.2 * unit), anchor="mt"
    )
    pen.text(
        (width / 2, 17 * unit),
        f"编号 {certificate.number}",
        fill=(60, 60, 60),
        font=_font(1.8 * unit),
        anchor="mt",
    )
    body = (
        f"{certificate.name} 同志：",
        f"　　于{certificate.held}参加",
        f"“{certificate.title}”",
        f"　　经考核合格，授予Ⅰ类学分 {certificate.credits} 分。",
    )
    for row, words in enumerate(body):
        spot = (14 * unit, (25 + 6.5 * row) * unit)
        pen.text(spot, words, fill=(25, 25, 25), font=_font(2.9 * unit))
    pen.text((60 * unit, 56 * unit), "江苏省护理学会", fill=(25, 25, 25), font=_font(2.6 * unit))
    middle, radius = (70 * unit, 57 * unit), 7 * unit
    ring = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
    pen.ellipse(ring, outline=seal, width=max(1, round(0.5 * unit)))
    pen.text(middle, "★", fill=seal, font=_font(5 * unit), anchor="mm")
    return page


DESIGNS = (
    ((252, 249, 240), (170, 40, 40), (205, 45, 45)),
    ((244, 249, 252), (30, 80, 140), (205, 45, 45)),
    ((255, 255, 255), (40, 110, 70), (190, 30, 60)),
)


def photographed(
    certificate: Certificate, size: tuple[int, int] = (4032, 3024), *, seed: int = 1
) -> Image.Image:
    """Draw a hand-held photograph of the certificate on a desk; the default has 12 megapixels."""
    dice = random.Random(seed)
    width, height = size
    desk = _desk(size, dice)
    paper = drawn(certificate, round(width * 0.78)).convert("RGBA")
    turned = paper.rotate(dice.uniform(-4, 4), expand=True, resample=Image.Resampling.BILINEAR)
    left = (width - turned.width) // 2 + dice.randint(-width // 60, width // 60)
    top = (height - turned.height) // 2 + dice.randint(-height // 60, height // 60)
    desk.paste(turned, (left, top), turned)
    light = Image.linear_gradient("L").resize(size).point(lambda value: 205 + value // 5)
    return Image.composite(desk, Image.new("RGB", size, (20, 16, 12)), light)


def jpeg(picture: Image.Image, quality: int = 88, *, orientation: int | None = None) -> bytes:
    """Return the picture as a phone saves it, with maker, place and orientation in its EXIF."""
    exif = Image.Exif()
    exif[MAKE] = "Telefon"
    if orientation:
        exif[ORIENTATION] = orientation
    exif.get_ifd(GPS).update({1: "N", 2: (32.0, 3.0, 30.0), 3: "E", 4: (118.0, 47.0, 10.0)})
    return _saved(picture, "JPEG", quality=quality, exif=exif)


def png(picture: Image.Image) -> bytes:
    return _saved(picture, "PNG", compress_level=1)


def webp(picture: Image.Image) -> bytes:
    return _saved(picture, "WEBP", quality=80, method=0)


def heic(picture: Image.Image) -> bytes:
    out = BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=60)
    return out.getvalue()


def pixel_bomb(width: int = 20_000, height: int = 20_000) -> bytes:
    """Return a PNG of a few kilobytes that claims, and would unpack to, an enormous picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * 200), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def scanned_again(scans: int = 3000, side: int = 7000) -> bytes:
    """Return a small progressive JPEG that goes over its many pixels again and again."""
    out = _saved(Image.new("L", (side, side), 128), "JPEG", quality=50, progressive=True)
    last = out.rindex(b"\xff\xda")
    tables = out.rindex(b"\xff\xc4", 0, last)
    return out[:-2] + out[tables:-2] + out[last:-2] * (scans - 1) + out[-2:]


def see_through(kind: str, size: tuple[int, int] = (8160, 6120)) -> bytes:
    """Return a small file of very many half-transparent pixels."""
    if kind == "WEBP":
        return _saved(Image.new("RGBA", size, (9, 9, 9, 99)), kind, lossless=True, method=0)
    tile = Image.linear_gradient("L").resize((size[0] // 8, size[1] // 8))
    tile = Image.merge("RGBA", (tile, tile, tile, tile))
    whole = tile.resize(size, Image.Resampling.NEAREST)
    return _saved(whole.convert("LA") if kind == "LA" else whole, "PNG", compress_level=6)


def with_words(content: bytes, megabytes: int = 3) -> bytes:
    """Return a PNG with so many megabytes of text beside its picture."""
    words = b"Comment\0\0" + zlib.compress(b"x" * (megabytes << 20))
    size, check = struct.pack(">I", len(words)), struct.pack(">I", zlib.crc32(b"zTXt" + words))
    header = 8 + 25  # the signature, and the chunk that says how large the picture is
    return content[:header] + size + b"zTXt" + words + check + content[header:]


def pdf(certificate: Certificate | None = None, pages: int = 1) -> bytes:
    """Return a scan as a PDF: the certificate on its first page, plain text on the others."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4))
    width, height = landscape(A4)
    if certificate:
        canvas.drawImage(ImageReader(drawn(certificate, 1000)), 0, 0, width, height)
    for number in range(1, pages + 1):
        canvas.drawString(60, 60, f"page {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    writer.encrypt("ward-7", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def looping_pdf() -> bytes:
    """Return a PDF whose page tree contains itself."""
    return _plain_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 3>>",
    )


def exhausting_pdf(depth: int = 25, breadth: int = 10) -> bytes:
    """Return a small PDF whose one page draws breadth ** depth forms, for ever in practice."""
    forms = []
    for level in range(depth):
        below = b"/A %d 0 R" % (level + 5)
        work = b"/A Do " * breadth if level < depth - 1 else b"0 0 9 9 re f "
        forms.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<<%s>>>>/Length %d>>"
            b"stream\n%s\nendstream" % (below if level < depth - 1 else b"", len(work), work)
        )
    return _plain_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        b"/Resources<</XObject<</A 4 0 R>>>>>>",
        *forms,
    )


def dynamic_form_pdf() -> bytes:
    """Return a PDF whose content is a form that one program only can show (XFA)."""
    form = b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'></xdp:xdp>"
    return _plain_pdf(
        b"<</Type/Catalog/Pages 2 0 R/NeedsRendering true/AcroForm<</Fields[]/XFA 4 0 R>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(form), form),
    )


def stamped_pdf() -> bytes:
    """Return an empty page with a black square stamped on its middle, as reviewers' programs do."""
    ink = b"0 0 60 60 re f"
    return _plain_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Annots[4 0 R]>>",
        b"<</Type/Annot/Subtype/Stamp/Rect[20 20 80 80]/F 4/AP<</N 5 0 R>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 60 60]/Length %d>>stream\n%s\nendstream"
        % (len(ink), ink),
    )


def portfolio_pdf(*, is_portfolio: bool = True) -> bytes:
    """Return a PDF that is a bag of files, or one that has a file attached."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    writer.add_attachment("certificate.pdf", pdf())
    if is_portfolio:
        writer.root_object[NameObject("/Collection")] = DictionaryObject()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def chinese_pdf(*, embedded: bool) -> bytes:
    """Return a page with a line of Chinese, whose font is in the file or is not."""
    name = "the house's" if embedded else "STSong-Light"
    file = next(iter(FONTS.glob("*SC-Regular.ttf")))
    lettering()  # reportlab keeps one font a file, the first: let it be the one of our paper
    pdfmetrics.registerFont(TTFont(name, file) if embedded else UnicodeCIDFont(name))
    out = BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4))
    canvas.setFont(name, 60)
    canvas.drawString(60, 300, "继续医学教育学分证书")
    canvas.save()
    return out.getvalue()


def _plain_pdf(*objects: bytes) -> bytes:
    out, starts = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    count, at = len(objects) + 1, len(out)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (count, table, count, at)
    )


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for file in sorted(FONTS.glob("*SC-Regular.ttf")):
        return ImageFont.truetype(file, max(1, round(size)))
    return ImageFont.load_default(max(1, round(size)))


def _desk(size: tuple[int, int], dice: random.Random) -> Image.Image:
    grain = Image.new("L", (64, 48))
    grain.putdata([dice.randint(96, 140) for _ in range(64 * 48)])
    wood = grain.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.BoxBlur(3))
    return Image.merge(
        "RGB", (wood, wood.point(lambda v: v * 4 // 5), wood.point(lambda v: v // 2))
    )


def _saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
