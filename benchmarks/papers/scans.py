"""Printed pages as a scanner gives them: pictures in a PDF, clean, noisy or askew."""

import io
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Literal

from .pdf import Layout, write_pdf

Quality = Literal["clean", "noisy", "skewed"]
QUALITIES: tuple[Quality, ...] = ("clean", "noisy", "skewed")
DOTS_PER_INCH = 300


def write_scan(path: Path, paragraphs: Sequence[str], quality: Quality, layout: Layout | None = None, seed: int = 1) -> Path:
    """A PDF whose pages are pictures of the printed paragraphs."""
    import pypdfium2 as pdfium
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    printed = write_pdf(path.with_suffix(".printed.pdf"), paragraphs, layout)
    document = pdfium.PdfDocument(printed)
    canvas = Canvas(str(path), pagesize=document[0].get_size())
    random = Random(seed)
    for page in document:
        picture = _spoilt(page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil(), quality, random)
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=75)
        canvas.drawImage(ImageReader(jpeg), 0, 0, *page.get_size())
        canvas.showPage()
    canvas.save()
    document.close()
    printed.unlink()
    return path


def _spoilt(picture: Any, quality: Quality, random: Random) -> Any:
    """The picture as a worn or a careless scanner sees it."""
    import numpy as np
    from PIL import Image, ImageFilter

    if quality == "clean":
        return picture
    if quality == "skewed":
        return picture.rotate(random.choice((-1, 1)) * random.uniform(0.8, 2.5), resample=Image.Resampling.BICUBIC, fillcolor=255)
    grains = np.random.default_rng(random.randrange(2**32))
    points = np.asarray(picture.filter(ImageFilter.GaussianBlur(1.0)), dtype=np.float32)
    points = 40 + points * np.float32(0.75) + grains.normal(0, 18, points.shape).astype(np.float32)
    specks = grains.random(points.shape)
    points[specks < 0.002], points[specks > 0.998] = 20, 235
    return Image.fromarray(np.clip(points, 0, 255).astype(np.uint8))
