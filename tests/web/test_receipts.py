"""The photo of a receipt is kept as a picture alone: upright, readable, and with nothing of who made it or where."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from domain.store.blobs import BYTES_AT_MOST
from web.receipts import (
    SIDE,
    HeicNotTaken,
    NoPicture,
    PdfNotTaken,
    PictureBroken,
    PictureTooBig,
    TooManyPixels,
    receipt_image,
)

RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)


def picture(size: tuple[int, int] = (120, 80), mode: str = "RGB") -> Image.Image:
    """Red at the left above, green at the right above, blue below."""
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0] // 2, size[1] // 2))
    image.paste(GREEN, (size[0] // 2, 0, size[0], size[1] // 2))
    return image.convert(mode)


def saved(image: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file."""
    out = BytesIO()
    image.save(out, format, **({"quality": 95} if format == "JPEG" else {}), **options)
    return out.getvalue()


def read(data: bytes) -> Image.Image:
    """The picture that came of it: a JPEG in colour."""
    image = Image.open(BytesIO(data))
    image.load()
    assert image.format == "JPEG" and image.mode == "RGB"
    return image


def near(found: Any, wanted: tuple[int, int, int]) -> bool:
    """Whether it is that colour, as far as a JPEG keeps it."""
    return all(abs(one - other) < 40 for one, other in zip(found, wanted, strict=True))


def corners(image: Image.Image) -> tuple[Any, Any, Any]:
    """The colours left above, right above and left below."""
    width, height = image.size
    points = ((width // 8, height // 8), (width * 7 // 8, height // 8), (width // 8, height * 7 // 8))
    left, right, below = (image.getpixel(point) for point in points)
    return left, right, below


def looks_right(data: bytes) -> bool:
    """Whether red, green and blue stand where they stood."""
    return all(near(one, other) for one, other in zip(corners(read(data)), (RED, GREEN, BLUE), strict=True))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_comes_out_as_a_jpeg_that_looks_the_same(format: str) -> None:
    made = receipt_image(saved(picture(), format))

    assert looks_right(made) and read(made).size == (120, 80)


def test_where_and_with_what_it_was_made_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Geheime Telefoon"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 7.0), 3: "E", 4: (4.0, 54.0, 1.0)})
    exif.get_ifd(0x8769).update({0x9286: b"ASCII\0\0\0opmerking"})
    source = saved(picture(), exif=exif, comment=b"opmerking van Bram", icc_profile=b"profiel" * 30, dpi=(300, 300))
    before = Image.open(BytesIO(source))
    assert before.getexif().get_ifd(0x8825)[2] == (52.0, 5.0, 7.0) and b"opmerking" in source

    made = receipt_image(source)

    after = read(made)
    assert not after.getexif() and not after.getexif().get_ifd(0x8825)
    assert not {"exif", "comment", "icc_profile", "photoshop", "xmp"} & set(after.info)
    for trace in (b"Exif", b"Telefoon", b"opmerking", b"profiel", b"http", b"ICC"):
        assert trace not in made


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_what_hangs_behind_the_picture_is_gone(format: str) -> None:
    made = receipt_image(saved(picture(), format) + b"<script>alert(1)</script>" + b"\0PK\x03\x04" * 100)

    assert b"script" not in made and b"PK\x03\x04" not in made and made.endswith(b"\xff\xd9")


def test_texts_in_a_png_are_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("Author", "Bram")
    texts.add_itxt("XML:com.adobe.xmp", "<x>Amsterdam</x>")

    made = receipt_image(saved(picture(), "PNG", pnginfo=texts))

    assert b"Bram" not in made and b"Amsterdam" not in made


TURNED = {
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}  # fmt: skip
"""How the sensor saw what the EXIF tells to turn."""


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", TURNED)
def test_a_photo_that_was_taken_sideways_stands_upright(orientation: int, format: str) -> None:
    turn = TURNED[orientation]
    seen = picture().transpose(turn) if turn is not None else picture()
    exif = Image.Exif()
    exif[0x0112] = orientation

    made = receipt_image(saved(seen, format, exif=exif))

    assert read(made).size == (120, 80) and looks_right(made)


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (8000, 400), (2001, 10), (1, 1), (3, 5000)])
@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_large_photo_becomes_two_thousand_pixels_at_most(size: tuple[int, int], format: str) -> None:
    made = read(receipt_image(saved(picture(size), format)))

    assert max(made.size) == min(SIDE, max(size))
    assert abs(made.size[0] / made.size[1] - size[0] / size[1]) < 0.02 * size[0] / size[1] or min(made.size) < 20


def test_small_print_can_still_be_read() -> None:
    image = Image.new("L", (3000, 3000), 255)
    for row in range(100, 2900, 24):
        ImageDraw.Draw(image).rectangle((200, row, 2800, row + 11), fill=0)

    made = read(receipt_image(saved(image))).convert("L")

    column = [made.getpixel((1000, y)) for y in range(200, 1800)]
    assert min(column) < 60 and max(column) > 195  # type: ignore[type-var,operator]


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "RGBA", "LA", "YCbCr"])
def test_whatever_its_colours_are_kept_in_it_looks_the_same(mode: str) -> None:
    format = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"

    made = receipt_image(saved(picture(mode=mode), format))

    if mode == "1":
        assert set(read(made).convert("L").getextrema()) == {0, 255}  # type: ignore[arg-type]
    elif mode in ("L", "LA"):
        shades = [picture().convert("L").getpixel(point) for point in ((15, 10), (105, 10), (15, 70))]
        for found, shade in zip(corners(read(made)), shades, strict=True):
            assert near(found, (shade, shade, shade))  # type: ignore[arg-type]
    else:
        assert looks_right(made)


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    image = Image.new("I;16", (256, 16))
    for x in range(256):
        for y in range(16):
            image.putpixel((x, y), x * 257)

    made = read(receipt_image(saved(image, "PNG")))

    assert all(abs(made.getpixel((x, 8))[0] - x) < 8 for x in range(0, 256, 15))  # type: ignore[index]


def test_what_can_be_seen_through_lies_on_white() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 19, 39), fill=(*RED, 255))
    palette = image.convert("RGB").convert("P")

    made = read(receipt_image(saved(image, "PNG")))
    indexed = read(receipt_image(saved(palette, "PNG", transparency=palette.getpixel((30, 20)))))

    for shown in (made, indexed):
        assert near(shown.getpixel((10, 20)), RED) and near(shown.getpixel((30, 20)), (255, 255, 255))


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_of_what_moves_the_first_picture_is_kept(format: str) -> None:
    others = [Image.new("RGB", (120, 80), (0, 0, 0)) for _ in range(3)]

    made = receipt_image(saved(picture(), format, save_all=True, append_images=others, duration=100))

    assert looks_right(made)


def test_of_a_photo_with_more_pictures_in_it_the_first_is_kept() -> None:
    made = receipt_image(saved(picture(), "MPO", save_all=True, append_images=[Image.new("RGB", (120, 80))]))

    assert looks_right(made)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_the_same_photo_gives_the_same_bytes(format: str) -> None:
    source = saved(picture((2500, 1700)), format)

    assert receipt_image(source) == receipt_image(source)


# what is refused, and in which words


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", NoPicture),
        (b"hallo", NoPicture),
        (b"GIF89a" + bytes(50), NoPicture),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NoPicture),
        (b"RIFF\0\0\0\0WAVEfmt ", NoPicture),
        (b"%PDF-1.7\n%...", PdfNotTaken),
        (b"\n\n%PDF-1.4", PdfNotTaken),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", HeicNotTaken),
        (b"\0\0\0\x18ftypavif\0\0\0\0", HeicNotTaken),
        (b"\xff\xd8\xff", PictureBroken),
        (b"\x89PNG\r\n\x1a\n", PictureBroken),
        (b"RIFF\0\0\0\0WEBP", PictureBroken),
        (bytes(BYTES_AT_MOST + 1), PictureTooBig),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else repr(value[:12]),
)
def test_what_is_no_photo_is_refused_in_words(data: bytes, why: type[Exception]) -> None:
    with pytest.raises(why):
        receipt_image(data)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.97])
def test_half_a_photo_is_refused(format: str, part: float) -> None:
    noise = Image.effect_noise((400, 300), 80).convert("RGB")
    data = saved(noise, format)

    with pytest.raises(PictureBroken):
        receipt_image(data[: int(len(data) * part)])


def png_of(width: int, height: int, lines: int = 0) -> bytes:
    """A PNG that says it is so large, in a few bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    squeezer = zlib.compressobj(9)
    squeezed = b"".join(squeezer.compress(bytes(1 + width)) for _ in range(lines)) + squeezer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", squeezed) + chunk(b"IEND", b"")


@pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(5000, 5000), (9000, 9000), (60000, 60000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    data = png_of(*size, lines=min(size[1], 2000) if size[0] < 10_000 else 0)
    tracemalloc.start()

    with pytest.raises(TooManyPixels):
        receipt_image(data)

    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_webp_that_says_it_is_enormous_is_refused_before_room_is_made() -> None:
    data = bytearray(saved(picture(), "WEBP", save_all=True, append_images=[picture((120, 80)).rotate(90)]))
    assert data[12:16] == b"VP8X"
    data[24:30] = b"\xfe\x3f\0\xfe\x3f\0"

    with pytest.raises(TooManyPixels):
        receipt_image(bytes(data))


def test_texts_in_a_png_that_swell_are_refused() -> None:
    kind, content = b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9)
    chunk = struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    whole = saved(picture(), "PNG")

    with pytest.raises(PictureBroken):
        receipt_image(whole[:33] + chunk + whole[33:])


SOURCES = {format: saved(picture((60, 40)), format, exif=Image.Exif()) for format in ("JPEG", "PNG", "WEBP")}


@settings(max_examples=150, deadline=None)
@given(
    format=st.sampled_from(sorted(SOURCES)),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8),
    cut=st.integers(0, 10_000),
)
def test_whatever_is_sent_gives_a_picture_or_a_sentence(format: str, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(SOURCES[format])
    for place, value in changes:
        data[place % len(data)] = value
    if cut < 5_000:
        data = data[: len(data) * cut // 5_000]

    try:
        made = receipt_image(bytes(data))
    except (NoPicture, PictureBroken, TooManyPixels, PdfNotTaken, HeicNotTaken) as refusal:
        assert refusal.field == "receipt"
    else:
        assert max(read(made).size) <= SIDE
