"""Photos in a submitted copy: nothing of who took them, where and when; the picture and how it was held stay."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ziping.submitting.photos import without_metadata

SECRET = "LISI 32.4N 105.9E"
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def photo(orientation: int | None) -> bytes:
    exif = Image.Exif()
    exif[MAKER] = SECRET
    exif.get_ifd(GPS)[1] = "N"
    if orientation:
        exif[ORIENTATION] = orientation
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, "JPEG", exif=exif, comment=SECRET.encode(), dpi=(96, 96))
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("orientation", [None, 1, 3, 6, 8])
def test_a_photo_keeps_how_it_was_held_and_nothing_of_the_camera(orientation: int | None) -> None:
    before, after = opened(photo(orientation)), opened(without_metadata(photo(orientation)))
    assert dict(before.getexif())[MAKER] == SECRET
    assert dict(after.getexif()) == ({ORIENTATION: orientation} if orientation and orientation > 1 else {})
    assert "comment" not in after.info
    assert after.tobytes() == before.tobytes()
    assert after.info["dpi"] == before.info["dpi"]


def test_a_camera_may_write_the_other_byte_order() -> None:
    plain = without_metadata(photo(6))
    at = plain.index(b"MM\x00*")
    little = b"II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00"
    other = plain[:at] + little + plain[at + len(little) :]
    assert dict(opened(other).getexif()) == {ORIENTATION: 6}
    assert without_metadata(other) == plain


def test_texts_of_a_png_go() -> None:
    said = PngInfo()
    said.add_text("Author", SECRET)
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, "PNG", pnginfo=said)
    cleaned = without_metadata(buffer.getvalue())
    assert opened(buffer.getvalue()).info["Author"] == SECRET
    assert "Author" not in opened(cleaned).info
    assert opened(cleaned).tobytes() == opened(buffer.getvalue()).tobytes()


@pytest.mark.parametrize(
    "picture", [b"", b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xd8xx"]
)
def test_what_is_not_understood_stays_as_it_is(picture: bytes) -> None:
    assert without_metadata(picture) == picture
