"""The picture of a page, made ready for recognition."""

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS: Final = 36_000_000
"""Of a page; A3 at 300 dpi has half as many."""
MAX_SKEW: Final = 5.0
"""Degrees; a page that lies more askew was not laid on the glass by hand."""
COARSE, FINE = 0.5, 0.1
MIN_SKEW: Final = 0.15
"""Degrees below which turning blurs more than it mends."""
MEASURED_WIDTH: Final = 800
"""Points across of the small copy on which the skew is measured."""
MAX_SPECKS: Final = 0.02
"""Share of the dark points that stand alone; print has a tenth of it."""
DARK: Final = 128
MIN_INK: Final = 0.0005
"""Share of dark points above which a page is not empty; a line of print has four times as many."""


def straightened(picture: "Image") -> "Image":
    """The grey picture with its lines level, its contrast full and its specks gone."""
    from PIL import Image, ImageFilter, ImageOps

    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=(0, 20))  # the ink of a nearly empty page is less than any share
    if _specks(grey) > MAX_SPECKS:
        grey = grey.filter(ImageFilter.MedianFilter(3))
    angle = skew(grey)
    if abs(angle) < MIN_SKEW:
        return grey
    return grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def has_ink(grey: "Image") -> bool:
    """Whether there is something on the page, be it letters or not."""
    import numpy as np

    return bool((np.asarray(grey) < DARK).mean() > MIN_INK)


def skew(grey: "Image") -> float:
    """Degrees by which the page has to be turned, counter-clockwise, for its lines to be level."""
    from PIL import Image, ImageOps

    height = max(1, round(grey.height * MEASURED_WIDTH / grey.width))
    small = ImageOps.invert(grey.resize((MEASURED_WIDTH, height), Image.Resampling.BOX))
    best = max(_angles(0.0, MAX_SKEW, COARSE), key=lambda angle: _sharpness(small, angle))
    return max(_angles(best, COARSE, FINE), key=lambda angle: _sharpness(small, angle))


def _angles(middle: float, reach: float, step: float) -> list[float]:
    steps = round(reach / step)
    return [round(middle + step * n, 2) for n in range(-steps, steps + 1)]


def _sharpness(small: "Image", angle: float) -> float:
    """How much the ink differs from one row to the next: most where the lines of text are level."""
    import numpy as np

    ink = np.asarray(small.rotate(angle), dtype=np.float32).sum(axis=1)
    return float(np.square(np.diff(ink)).sum())


def _specks(grey: "Image") -> float:
    """Share of the dark points that have no dark neighbour."""
    import numpy as np

    dark: Any = np.pad(np.asarray(grey) < DARK, 1)
    beside = np.zeros(grey.size[::-1], dtype=bool)
    rows, columns = beside.shape
    for down in range(3):
        for right in range(3):
            if (down, right) != (1, 1):
                beside |= dark[down : down + rows, right : right + columns]
    inside = dark[1:-1, 1:-1]
    return float((inside & ~beside).sum() / max(1, inside.sum()))
