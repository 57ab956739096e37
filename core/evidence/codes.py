"""QR codes on pictures: what they say is text to look at, never an address to open."""

from PIL import Image

from core.evidence.cutting import reading_shrink
from core.evidence.decoding import opened
from core.evidence.formats import MediaType, media_type
from core.evidence.pictures import decoding, fitted

LONGEST, MOST_CODES = 500, 8


def codes_in(picture: Image.Image) -> tuple[str, ...]:
    """Return what the QR codes on a picture say."""
    import zxingcpp  # noqa: PLC0415 - in the child that looks, nowhere else

    codes = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(picture, formats=codes)
    texts = [one.text.strip() for one in found if one.text.strip()]
    return tuple(dict.fromkeys(text[:LONGEST] for text in texts))[:MOST_CODES]


def codes_of_picture(content: bytes) -> tuple[str, ...]:
    """Decode an uploaded picture and look for codes; raises BrokenFile or TooManyPixels."""
    with decoding(), opened(content, reading_shrink) as picture:
        return codes_in(fitted(picture, (0, 0, *picture.size)))


def is_picture(content: bytes) -> bool:
    """Return whether this is a picture and no PDF."""
    return media_type(content) not in {None, MediaType.PDF}
