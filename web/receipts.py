"""A photo of a receipt, as it is kept: the picture alone, upright and small, with nothing of where it was made.

The decoder reads bytes of strangers. What it may read is bounded before it begins (formats, bytes, pixels), one picture
at a time, and whatever it raises is a picture that cannot be read.
"""

from __future__ import annotations

import logging
import warnings
from io import BytesIO
from threading import BoundedSemaphore

from PIL import Image

from domain.kernel import Refusal
from domain.store.blobs import BYTES_AT_MOST

log = logging.getLogger(__name__)

SIDE = 2000
"""Pixels of the longest side: the small print of a long till receipt can still be read."""
QUALITY = 80
FORMATS = {"JPEG": 50_000_000, "MPO": 50_000_000, "PNG": 16_000_000, "WEBP": 16_000_000}
"""Pixels at most. A JPEG (or the MPO of a phone, which is more of them) is made smaller while it is decoded."""
ACCEPT = "image/jpeg,image/png,image/webp"
"""For the form's field: a phone that keeps its photos in HEIC then sends a JPEG."""

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What each orientation in the EXIF asks."""
_ORIENTATION = 0x0112
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
_one_at_a_time = BoundedSemaphore(1)

# what claims to be larger is refused by Pillow itself too, before anything is decoded
Image.MAX_IMAGE_PIXELS = max(FORMATS.values())
warnings.simplefilter("error", Image.DecompressionBombWarning)


class NoPicture(Refusal):
    """Kies een foto van de bon (JPEG, PNG of WebP)."""

    field = "receipt"


class PictureTooBig(Refusal):
    """Deze foto is te groot: hoogstens 15 MB. Maak een nieuwe foto met een kleinere instelling."""

    status = 413
    field = "receipt"


class TooManyPixels(Refusal):
    """Deze foto heeft te veel punten om te lezen. Maak een foto met een kleinere instelling."""

    field = "receipt"


class PictureBroken(Refusal):
    """Deze foto is beschadigd of niet compleet. Maak een nieuwe foto van de bon."""

    field = "receipt"


class PdfNotTaken(Refusal):
    """Een PDF kunnen we niet bewaren. Maak een foto of een schermafdruk van de bon."""

    field = "receipt"


class HeicNotTaken(Refusal):
    """Deze foto staat in een formaat (HEIC) dat we niet kunnen lezen. Kies op de telefoon bij het delen voor JPEG, of
    maak een schermafdruk van de foto."""

    field = "receipt"


def receipt_image(data: bytes) -> bytes:
    """The picture in these bytes as a JPEG of at most 2000 pixels, upright, and nothing else; always the same bytes.

    Raises NoPicture, PictureTooBig, TooManyPixels, PictureBroken, PdfNotTaken and HeicNotTaken.
    """
    if len(data) > BYTES_AT_MOST:
        raise PictureTooBig
    if b"%PDF-" in data[:1024]:
        raise PdfNotTaken
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise HeicNotTaken
    if not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and data[:4] + data[8:12] != b"RIFFWEBP":
        raise NoPicture
    with _one_at_a_time:
        try:
            return _made(data)
        except Refusal:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise TooManyPixels from None
        except Exception as error:  # the decoder's own errors are of any kind
            log.info("a picture was not read: %s", type(error).__name__)
            raise PictureBroken from None


def _made(data: bytes) -> bytes:
    width, height = _canvas(data)
    _bounded(width, height, FORMATS["WEBP"])
    with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
        _bounded(*image.size, FORMATS[image.format or ""])
        longest = max(image.size)
        image.draft(None, tuple(max(1, side * SIDE // longest) for side in image.size))  # type: ignore[arg-type]
        image.load()
        turn = _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
        plain = _plain(image)
    plain.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    # a picture of its own: what was read with the other one (comment, profile) stays behind
    paper = Image.new("RGB", plain.size, "white")
    paper.paste(plain, mask=plain.getchannel("A") if plain.mode == "RGBA" else None)
    if turn is not None:
        paper = paper.transpose(turn)
    out = BytesIO()
    paper.save(out, "JPEG", quality=QUALITY, optimize=True, subsampling="4:2:0")
    return out.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """In colours of eight bits, with what can be seen through if anything can."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("RGB")


def _bounded(width: int, height: int, most: int) -> None:
    if width * height > most:
        raise TooManyPixels


def _canvas(data: bytes) -> tuple[int, int]:
    """What a WebP of several frames says that it measures: its reader makes room for that when it is opened."""
    if data[12:16] != b"VP8X":
        return 0, 0
    return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
