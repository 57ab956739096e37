"""Whether a photograph is in focus, told by its sharpest edges, before anything is read of it."""

import numpy as np
from PIL import Image

SHARPEST, DARK_AND_LIGHT = 99.9, (0.5, 99.5)
SOFT = 0.2
"""Print in focus goes from light to dark in two or three pixels of the size that is read."""
FLAT = 40
"""Where nothing is darker than the rest there are no edges to tell it by; of 255."""


def is_out_of_focus(picture: Image.Image) -> bool:
    """Return whether even the sharpest edges of a picture are soft, for the contrast it has."""
    light = np.asarray(picture.convert("L")).astype(np.int16)
    dark, bright = np.percentile(light, DARK_AND_LIGHT)
    across, down = np.abs(np.diff(light, axis=1)), np.abs(np.diff(light, axis=0))
    edge = np.percentile(np.maximum(across[:-1], down[:, :-1]), SHARPEST)
    return bool(bright - dark > FLAT and edge < SOFT * (bright - dark))
