"""A form that outlived its session: whoever filled it in finds it filled again, and nobody else does."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.harness.money import Purse
from tests.web.test_forms import sign_in_again
from web.session import PLAIN

TEMPLATES = Path(__file__).parents[2] / "web" / "templates"
ROSE = {"name": "Noor Appelboom", "hours": "24", "since": "2026-02-01"}


@pytest.fixture
def purse(home: Any) -> Purse:
    """The books of De Lindehof."""
    return Purse(home)


def token_on(client: Any, page: str) -> str:
    """The token of the forms on a page."""
    return re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)[1]  # type: ignore[index]


def claim(token: str, page: str, *, photo: int = 0) -> dict[str, Any]:
    """What a carer typed at night, with a photo of so many bytes."""
    fields: dict[str, Any] = {"amount": "12,50", "supplier": "Nachtapotheek", "text": "Pleisters", "how": "cash"}
    fields |= {"day": "2026-02-01", "csrf": token, "page": page}
    return fields | ({"receipt": (BytesIO(b"\xff" * photo), "bon.jpg", "image/jpeg")} if photo else {})


@pytest.mark.parametrize("photo", [0, 3_000_000])
def test_a_claim_typed_at_night_and_tapped_in_the_morning_stands_there_again(
    home: Any, client: Any, purse: Purse, photo: int
) -> None:
    fenna, page = client(home.fenna), f"/teams/{home.team}/money/claims/new"
    token = token_on(fenna, page)
    before = home.house.workspace.position()

    home.clock.advance(timedelta(hours=13))
    sent = fenna.post(f"/teams/{home.team}/money/claims", data=claim(token, page, photo=photo))
    back = sign_in_again(fenna, home.fenna, sent.headers["Location"])

    assert 'value="Nachtapotheek"' in back.text and 'value="12,50"' in back.text
    assert "Wat je typte staat er nog" in back.text
    assert ("Kies het opnieuw" in back.text) == bool(photo)
    assert home.house.workspace.position() == before


def test_what_stands_there_again_can_be_sent(home: Any, client: Any, purse: Purse) -> None:
    fenna, page = client(home.fenna), f"/teams/{home.team}/money/claims/new"
    typed = claim(token_on(fenna, page), page) | {"account": "4350", "missing": "Kwijt."}

    home.clock.advance(timedelta(hours=13))
    sent = fenna.post(f"/teams/{home.team}/money/claims", data=typed)
    back = sign_in_again(fenna, home.fenna, sent.headers["Location"])
    fresh = {name: re.search(rf'name="{name}" value="([^"]+)"', back.text)[1] for name in ("csrf", "page", "command")}  # type: ignore[index]
    made = fenna.post(f"/teams/{home.team}/money/claims", data=typed | {**fresh, "page": html.unescape(fresh["page"])})

    assert made.status_code == 303, re.findall(r"error.*?span>(.*?)<", made.text)
    assert "/money/claims/" in made.headers["Location"]
    assert "Nachtapotheek" in fenna.get(made.headers["Location"]).text


def test_a_form_from_before_a_new_sign_in_is_shown_again_at_once(home: Any, client: Any) -> None:
    anna, page = client(home.anna), f"/teams/{home.team}/people/new"
    old = token_on(anna, page)
    anna.set_cookie(PLAIN, anna.application.extensions["accounts"].begin_session(home.anna))

    answer = anna.post(f"/teams/{home.team}/people", data=ROSE | {"csrf": old, "page": page})

    assert answer.status_code == 400
    assert 'value="Noor Appelboom"' in answer.text and "stond te lang open" in answer.text
    assert token_on(anna, page) in answer.text and old not in answer.text


def test_a_part_of_an_older_page_leads_to_the_page_with_what_was_typed(home: Any, client: Any) -> None:
    anna, page = client(home.anna), f"/teams/{home.team}/people/new"
    headers = {"HX-Request": "true", "X-CSRFToken": token_on(anna, page), "HX-Current-URL": f"http://localhost{page}"}
    anna.set_cookie(PLAIN, anna.application.extensions["accounts"].begin_session(home.anna))

    answer = anna.post(f"/teams/{home.team}/people", data=ROSE, headers=headers)

    assert answer.headers["HX-Redirect"].startswith(f"{page}?typed=")
    assert 'value="Noor Appelboom"' in anna.get(answer.headers["HX-Redirect"]).text


def test_after_signing_out_elsewhere_it_waits_for_who_filled_it_in(home: Any, client: Any) -> None:
    anna, page = client(home.anna), f"/teams/{home.team}/people/new"
    old = token_on(anna, page)
    anna.send("/sign-out", page)

    sent = anna.post(f"/teams/{home.team}/people", data=ROSE | {"csrf": old, "page": page})
    of_another = sign_in_again(anna, home.fenna, sent.headers["Location"])
    anna.send("/sign-out", "/me")
    own = sign_in_again(anna, home.anna, sent.headers["Location"])

    assert "Noor" not in of_another.text
    assert 'value="Noor Appelboom"' in own.text


def test_what_one_typed_is_not_shown_to_who_signed_in_meanwhile_and_waits_for_the_one(home: Any, client: Any) -> None:
    anna, page = client(home.anna), f"/teams/{home.team}/people/new"
    old = token_on(anna, page)
    anna.set_cookie(PLAIN, anna.application.extensions["accounts"].begin_session(home.bram))

    answer = anna.post(f"/teams/{home.team}/people", data=ROSE | {"csrf": old, "page": page})
    kept = html.unescape(re.search(r'name="next" value="([^"]+)"', answer.text)[1])  # type: ignore[index]
    of_bram = anna.get(kept)
    out = anna.send("/sign-out", "/me", next=kept)
    own = sign_in_again(anna, home.anna, out.headers["Location"])

    assert answer.status_code == 400 and "was niet van jou" in answer.text
    assert "Noor" not in answer.text + of_bram.text
    assert 'value="Noor Appelboom"' in own.text


def test_signing_out_leads_nowhere_else(home: Any, client: Any) -> None:
    away = client(home.anna).send("/sign-out", "/me", next="https://elders.nl/")
    plain = client(home.anna).send("/sign-out", "/me")

    assert away.headers["Location"] == "/sign-in?next=/"
    assert plain.headers["Location"] == "/sign-in"


@pytest.mark.parametrize("owner", ["", ".{anna}", ".{anna}.", ".{anna}." + "0" * 32, ".x.é"])
def test_a_form_of_another_website_fills_nothing_in(home: Any, client: Any, owner: str) -> None:
    page, forged = f"/teams/{home.team}/people/new", "f" * 64 + owner.format(anna=home.anna)

    known = client(home.anna).post(f"/teams/{home.team}/people", data=ROSE | {"csrf": forged, "page": page})
    stranger = client(None).post(f"/teams/{home.team}/people", data=ROSE | {"csrf": forged, "page": page})

    assert (known.status_code, stranger.status_code) == (400, 400)
    assert "Noor" not in known.text + stranger.text


def test_the_way_back_is_a_page_of_ours_and_holds_no_more_than_a_form_may(home: Any, client: Any) -> None:
    anna, page = client(home.anna), f"/teams/{home.team}/people/new"
    token = token_on(anna, page)
    home.clock.advance(timedelta(hours=13))

    away = anna.post(f"/teams/{home.team}/people", data=ROSE | {"csrf": token, "page": "https://elders.nl/"})
    large = anna.post(f"/teams/{home.team}/people", data={"name": "x" * 200_000, "csrf": token, "page": page})

    assert away.headers["Location"].startswith("/sign-in?next=/?typed%3D") and "elders" not in away.headers["Location"]
    assert "typed" not in large.headers["Location"]


def test_a_photo_that_came_with_a_refused_form_is_asked_for_again(home: Any, client: Any, purse: Purse) -> None:
    page = f"/teams/{home.team}/money/proposals/new"
    fields = {"debit_0": "ooit", "account_0": "4350", "document": (BytesIO(b"\xff" * 500), "bon.jpg", "image/jpeg")}

    answer = client(purse.bram).send(page, page, **fields)

    assert answer.status_code == 422
    assert 'value="ooit"' in answer.text and "Kies het opnieuw" in answer.text


def test_no_password_is_ever_among_what_is_kept() -> None:
    from web.stash import SECRET

    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    names = re.findall(r'field\("(\w+)"[^}]*type="password"', text)

    assert names and set(names) <= set(SECRET)
    assert 'type="password"' not in re.sub(r'field\("\w+"[^}]*type="password"', "", text).replace(
        'if type != "password"', ""
    )


def test_every_field_that_is_typed_in_shows_again_what_was_typed() -> None:
    """Of forms that are posted; a file and a consent are asked for again."""
    lost = []
    for path in TEMPLATES.rglob("*.html"):
        for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(encoding="utf-8"), re.DOTALL):
            for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", form):
                exempt = re.search(r'type="(hidden|file|submit)"|type="checkbox"[^>]*required', tag)
                name = re.search(r'name="([^"]+)"', tag)
                if name and not exempt and not re.search(r"typed\(|ticked|chosen", tag) and "<select" not in tag:
                    lost.append(f"{path.name}: {name[1]}")

    assert lost == []
