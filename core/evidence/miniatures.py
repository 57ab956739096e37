"""A picture's fingerprint: a grey miniature of it. `core.evidence.fingerprints` compares two."""

import base64
from io import BytesIO

from PIL import Image, ImageFilter

SIDE = 200
BLUR = 1.5
QUALITY = 50


def fingerprint(picture: Image.Image) -> str:
    """Return the picture's miniature as text: 2,000 to 12,000 characters.

    It is squeezed into a square, so that a quarter turn of the picture is one of the miniature.
    """
    grey = picture.convert("L").resize((SIDE * 3, SIDE * 3), Image.Resampling.BOX)
    small = grey.filter(ImageFilter.GaussianBlur(BLUR)).resize((SIDE, SIDE), Image.Resampling.BOX)
    out = BytesIO()
    small.save(out, "WEBP", quality=QUALITY, method=4)
    return base64.b64encode(out.getvalue()).decode()
