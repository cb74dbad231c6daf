"""Dutch first, English second, both complete."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from web.language import CATALOGUE
from web.translations.collect import refusals, sentences

WEB = Path(__file__).parents[2] / "web"
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def test_every_sentence_has_an_english_one_with_the_same_places() -> None:
    with CATALOGUE.open("rb") as file:
        english = read_po(file, locale="en")

    missing, other_places = [], []
    for message in sentences():
        ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
        if not ids[0]:
            continue
        known = english.get(ids[0])
        found: Any = known.string if known else ""
        strings: list[str] = list(found) if isinstance(found, (list, tuple)) else [found or ""]
        if not all(strings) or len(strings) != len(ids):
            missing.append(ids[0])
        for dutch, translated in zip(ids, strings, strict=False):
            if sorted(set(PLACES.findall(dutch))) != sorted(set(PLACES.findall(translated))):
                other_places.append((dutch, translated))

    assert missing == [], "run python -m web.translations and translate what it names"
    assert other_places == []


def unseen(source: str) -> list[str]:
    """Sentences within an f-string, which what collects sentences does not find."""
    inside = [
        each for found in ast.walk(ast.parse(source)) if isinstance(found, ast.JoinedStr) for each in ast.walk(found)
    ]
    calls = [each for each in inside if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
    return [ast.unparse(each.args[0]) for each in calls if each.func.id in ("_", "gettext")]  # type: ignore[attr-defined]


def test_no_sentence_hides_from_who_translates() -> None:
    assert unseen("""f'{_("daarna")} meer'""") == ["'daarna'"]

    hidden = {file.name: unseen(file.read_text(encoding="utf-8")) for file in WEB.rglob("*.py")}

    assert {name: found for name, found in hidden.items() if found} == {}


def test_every_refusal_has_a_sentence_of_its_own_without_an_exclamation_mark() -> None:
    for refusal in refusals():
        assert refusal.template(), refusal
        assert "!" not in refusal.template(), refusal


def test_whoever_chose_english_reads_english(home: Any, client: Any) -> None:
    anna = client(home.anna)
    page = f"/teams/{home.team}/people/{home.bram}"

    anna.send("/language", value="en")
    wrong = anna.send(f"{page}/contract", page, hours="honderd", since="2026-03-01")
    gone = anna.get("/teams/" + "0" * 32 + "/people")

    assert "Own limits" in anna.get(page).text and "1&nbsp;January" not in anna.get(page).text
    assert "since 1\u00a0January" in anna.get(page).text
    assert "Fill in contract hours between 0 and 48" in wrong.text
    assert "you do not belong to it" in gone.text


def test_without_a_choice_it_is_dutch_whatever_the_browser_asks_for(client: Any) -> None:
    english = client(None).get("/sign-in", headers={"Accept-Language": "en-GB,en;q=0.8"})

    assert "Meld je aan" in english.text


def test_a_refusal_tells_its_hours_in_the_language_of_the_page(app: Any) -> None:
    from domain.rosters.refusals import TooLittleRest
    from web.language import tr

    refusal = TooLittleRest(
        since="02-03-2026 23:15", until="03-03-2026 07:00", rest="7 uur en 45 minuten", limit="11 uur"
    )

    with app.test_request_context(headers={"Cookie": "taal=en"}):
        assert "7 hours and 45 minutes" in tr(refusal)
    with app.test_request_context(headers={"Cookie": "taal=nl"}):
        assert "7 uur en 45 minuten" in tr(refusal)
