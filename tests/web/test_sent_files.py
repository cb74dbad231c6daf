"""A kept picture is sent by what it belongs to only, as a picture and nothing else, and never from a shared cache."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, request

from domain.kernel import Id, today
from projections.access import relative_of
from web.acts import acts, takes_file
from web.blobs import send_blob
from web.receipts import receipt_image

Client = Callable[[Id | None], Any]
PICTURE = b"\xff\xd8 a picture \xff\xd9" * 40


@pytest.fixture
def app(app: Flask, home: Any) -> Flask:
    """The application, with an object that owns a picture, and a form that brings one."""

    @acts("access.see_own")
    def shown(digest: str, kind: str) -> Any:
        return send_blob(home.rosa, digest, kind.replace("-", "/"))

    @acts("access.see_own")
    @takes_file
    def brought() -> str:
        return str(len(request.files["receipt"].read()))

    @acts("access.see_own")
    def small() -> str:
        return str(len(request.form))

    app.add_url_rule("/shown/<digest>/<kind>", "test.shown", shown)
    app.add_url_rule("/brought", "test.brought", brought, methods=["POST"])
    app.add_url_rule("/small", "test.small", small, methods=["POST"])
    return app


def test_it_comes_with_headers_that_keep_it_a_picture_and_out_of_caches(home: Any, client: Client) -> None:
    digest = home.house.blobs.keep(home.rosa, PICTURE)

    answer = client(home.bram).get(f"/shown/{digest}/image-jpeg")

    assert answer.status_code == 200 and answer.data == PICTURE
    assert answer.mimetype == "image/jpeg" and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'self'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Content-Disposition"] == f'inline; filename="bon-{digest[:8]}.jpg"'
    assert answer.headers["ETag"] == f'"{digest}"'


def test_who_has_it_already_is_told_so_and_asks_each_time(home: Any, client: Client) -> None:
    digest = home.house.blobs.keep(home.rosa, PICTURE)

    answer = client(home.bram).get(f"/shown/{digest}/image-jpeg", headers={"If-None-Match": f'"{digest}"'})

    assert answer.status_code == 304 and not answer.data and answer.headers["Cache-Control"] == "private, no-cache"


def test_what_is_no_picture_is_only_saved(home: Any, client: Client) -> None:
    digest = home.house.blobs.keep(home.rosa, b"<script>alert(1)</script>")

    answer = client(home.bram).get(f"/shown/{digest}/text-html")

    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_what_is_missing_changed_or_erased_is_a_sentence_also_for_who_has_it_already(home: Any, client: Client) -> None:
    kept = home.house.blobs.keep(home.rosa, PICTURE)
    bram = client(home.bram)
    missing = bram.get(f"/shown/{'0' * 64}/image-jpeg")
    (file,) = (path for path in (home.house.workspace.data / "uploads").rglob("*") if path.is_file())
    whole = file.read_bytes()
    file.write_bytes(whole + b"x")
    changed = bram.get(f"/shown/{kept}/image-jpeg")
    file.write_bytes(whole)
    home.house.vault.erase(home.rosa, "op verzoek", home.anna)
    erased = bram.get(f"/shown/{kept}/image-jpeg", headers={"If-None-Match": f'"{kept}"'})

    assert (missing.status_code, changed.status_code, erased.status_code) == (404, 409, 410)
    assert "0" * 64 in missing.text and kept in changed.text and "gewist" in erased.text
    for answer in (missing, changed, erased):
        assert answer.mimetype == "text/html" and answer.headers["Cache-Control"] == "no-store"
        assert "sandbox" not in answer.headers["Content-Security-Policy"]


def test_there_is_no_address_of_a_file_itself(home: Any, app: Flask, client: Client) -> None:
    digest = home.house.blobs.keep(home.rosa, PICTURE)

    for path in (f"/uploads/{digest}", f"/uploads/{digest[:2]}/{digest}.{home.rosa}", f"/static/../uploads/{digest}"):
        assert client(home.anna).get(path).status_code == 404
    assert not [rule.rule for rule in app.url_map.iter_rules() if "uploads" in rule.rule]


def form(client: Any, size: int) -> dict[str, Any]:
    """What the form of a page would send."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/me").text)
    assert found
    return {"csrf": found[1], "receipt": (BytesIO(bytes(size)), "bon.jpg")}


def test_a_form_that_takes_a_file_takes_any_photo_of_a_phone_and_others_one(home: Any, client: Client) -> None:
    bram = client(home.bram)

    fits = bram.post("/brought", data=form(bram, 30 * 2**20))
    too_big = bram.post("/brought", data=form(bram, 49 * 2**20))
    elsewhere = bram.post("/small", data=form(bram, 2 * 2**20))

    assert (fits.status_code, fits.text) == (200, str(30 * 2**20))
    assert too_big.status_code == elsewhere.status_code == 413 and "te groot" in too_big.text


def test_who_is_not_signed_in_sends_nothing_large(home: Any, client: Client) -> None:
    bram, nobody = client(home.bram), client(None)

    answer = nobody.post("/brought", data=form(bram, 2 * 2**20))

    assert answer.status_code == 413


def test_a_photo_goes_in_and_comes_out_as_it_is_kept(home: Any, client: Client) -> None:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    made = receipt_image(out.getvalue())
    digest = home.house.blobs.keep(home.rosa, made)

    assert client(home.bram).get(f"/shown/{digest}/image-jpeg").data == made


def test_a_relative_is_one_on_the_days_between(home: Any) -> None:
    with home.house.now() as views:
        assert relative_of(views, home.koos, today().isoformat()) == [home.rosa]
        assert relative_of(views, home.koos, "2025-12-31") == []
        assert relative_of(views, home.rosa, today().isoformat()) == []
