"""The pages of the budget: proposed by one, adopted by another, known as it was, from a file, and as a file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from domain.kernel import id_of, new_id
from projections.finance_budget_page import orders
from projections.finance_budget_versions import budgets_waiting
from tests.harness.budgets import Planned, evenly, in_month
from web.finance_budget_forms import spread

Clients = Callable[..., FlaskClient]


@pytest.fixture
def page(plan: Planned) -> str:
    """The address of the budget of 2026."""
    return f"/teams/{plan.team}/money/budget"


def send(client: FlaskClient, form: str, to: str = "", **fields: object):
    """Fill in the form of a page and send it."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(form).text)
    assert found
    return client.post(to or form, data={"csrf": found[1], "page": form, "command": new_id(), **fields})


def plain(text: str) -> str:
    """A page's text without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " ")


def test_bram_proposes_amounts_and_fenna_adopts_them(plan: Planned, page: str, client: Clients) -> None:
    bram, fenna = client(plan.purse.bram), client(plan.purse.fenna)

    answer = send(
        bram, f"{page}/team/new?year=2026", f"{page}/team/2026/propose",
        year_4310="6.000,05", year_4350="€ 120", text="Nieuw jaar", decision="Teamoverleg, punt 4",
    )  # fmt: skip

    assert answer.status_code == 303
    proposal = answer.location.partition("?")[0]
    assert "Een ander kijkt" in bram.get(proposal).text
    found = re.search(r'name="content" value="([0-9a-f]{64})"', fenna.get(proposal).text)
    assert found
    assert send(fenna, proposal, f"{proposal}/adopt", content=found[1]).status_code == 303
    assert plan.standing().lines["4310"] == spread(600_005)
    shown = plain(fenna.get(page).text)
    assert "Versie 1" in shown and "6.000,05" in shown and "120,00" in shown


def test_an_amount_that_cannot_be_read_is_said_beside_its_field(plan: Planned, page: str, client: Clients) -> None:
    bram = client(plan.purse.bram)

    answer = send(
        bram, f"{page}/team/new?year=2026", f"{page}/team/2026/propose", year_4310="veel", text="x", decision="y"
    )

    assert answer.status_code == 422
    assert 'id="f-year_4310-error"' in answer.text and 'value="veel"' in answer.text


def test_a_file_is_shown_before_it_is_proposed_and_a_wrong_row_is_named(
    plan: Planned, page: str, client: Clients
) -> None:
    bram = client(plan.purse.bram)
    months = ";".join(f"{number},50" for number in range(1, 13))
    sheet = f"Rekening;jan\r\n4310;{months}\r\n4350;1.200\r\n".encode()

    answer = send(
        bram, f"{page}/team/new?year=2026", f"{page}/team/2026/sheet", sheet=(io.BytesIO(sheet), "begroting.csv")
    )

    assert answer.status_code == 200 and "1.200,00" in answer.text
    with plan.home.house.now() as views:
        assert budgets_waiting(views, plan.team) == []
    kept = re.search(r'name="file" value="([^"]+)"', answer.text)
    assert kept
    send(
        bram, f"{page}/team/new?year=2026", f"{page}/team/2026/sheet/propose", file=kept[1], text="Jaar", decision="TO"
    )
    with plan.home.house.now() as views:
        (waits,) = budgets_waiting(views, plan.team)
    assert waits.lines == {"4310": tuple(100 * n + 50 for n in range(1, 13)), "4350": spread(120_000)}

    wrong = b"4310;1;2\r\n1010;5\r\n4350;abc\r\n4350;1\r\n"
    answer = send(bram, f"{page}/team/new", f"{page}/team/2026/sheet", sheet=(io.BytesIO(wrong), "x.csv"))
    assert answer.status_code == 422 and "3 rijen kloppen niet" in answer.text


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe", b"a" * 300_000, b'"' * 999, b";" * 500_000])
def test_a_file_that_is_no_budget_is_refused_in_words(plan: Planned, page: str, client: Clients, raw: bytes) -> None:
    answer = send(
        client(plan.purse.bram), f"{page}/team/new", f"{page}/team/2026/sheet", sheet=(io.BytesIO(raw), "x.csv")
    )

    assert answer.status_code == 422


def test_the_page_shows_the_budget_as_it_was_known_then(plan: Planned, page: str, client: Clients) -> None:
    plan.adopt({"4310": evenly(50_000)})
    known = plan.purse.position()
    plan.adopt({"4310": evenly(40_000)}, why="Minder gas")
    cato = client(plan.purse.cato)

    assert "4.800,00" in cato.get(page).text
    then = cato.get(f"{page}?at={known}").text

    assert "6.000,00" in then and "4.800,00" not in then
    history = plain(cato.get(f"{page}/team/2026").text)
    assert "Minder gas" in history and "−1.200,00" in history
    assert "versie 2" not in cato.get(f"{page}/team/2026?at={known}").text


def test_actuals_to_date_stop_at_the_value_date(plan: Planned, page: str, client: Clients) -> None:
    plan.adopt({"4310": evenly(50_000)})
    plan.purse.pay("2026-01-10", "4310", 1_111)
    plan.purse.pay("2026-02-10", "4310", 2_222)
    fenna = client(plan.purse.fenna)

    shown = fenna.get(f"{page}.csv?year=2026&on=2026-01-31").data.decode("utf-8-sig").splitlines()[1].split(";")

    assert shown[4:] == ["6000,00", "0,00", "11,11", "5988,89", "0,00", "33,33", "500,00", "33,33"]
    assert "Deze datum lezen we niet" in fenna.get(f"{page}?on=gisteren").text
    assert "Begroting 2025" in fenna.get(f"{page}?on=2025-01-01").text


def test_a_version_that_never_was_shows_the_newest(plan: Planned, page: str, client: Clients) -> None:
    plan.adopt({"4310": evenly(10_000)})

    for odd in ("0", "2", "-1", "9" * 23):
        assert client(plan.purse.bram).get(f"{page}/team/2026?new={odd}").status_code == 200


def test_a_team_without_a_budget_is_told_so_calmly(plan: Planned, page: str, client: Clients) -> None:
    fenna = client(plan.purse.fenna)
    assert "Een team kan ook zonder begroting werken" in fenna.get(page).text

    plan.purse.pay("2026-01-10", "4310", 1_111)

    assert "Voor dit potje is geen begroting. Dat mag" in fenna.get(page).text


def test_a_commitment_from_order_to_invoice_and_back(plan: Planned, page: str, client: Clients) -> None:
    bram, fenna = client(plan.purse.bram), client(plan.purse.fenna)
    base = f"/teams/{plan.team}/money/commitments"
    order = send(
        fenna, f"{base}/new", amount="250", value_date="2026-04-01", text="Kast", supplier="De Bron", account="4350"
    ).location.partition("?")[0]
    assert "Een ander kijkt naar de factuur" in fenna.get(order).text

    done = send(
        bram,
        order,
        f"{order}/invoice",
        amount="100,01",
        value_date="2026-02-20",
        text="Factuur 1",
        number="2026-17",
        missing="Per mail",
        mandate=plan.mandate,
    )

    assert done.status_code == 303
    shown = plain(bram.get(order).text)
    assert "€ 149,99" in shown and "100,01" in shown and "2026-17" in shown and "Per mail" in shown
    assert send(fenna, order, f"{order}/adjust", amount="50", value_date="2026-04-01", text="x").status_code == 422
    assert send(fenna, order, f"{order}/release", text="Klaar").status_code == 303
    with plan.home.house.now() as views:
        assert [one.left for one in orders(views, plan.team, 2026, "2026-03-01")] == [0]
    assert "De Bron" in bram.get(base).text


def test_budget_changes_are_a_group_of_what_changed(plan: Planned, page: str, client: Clients) -> None:
    plan.adopt({"4310": evenly(50_000)})
    known = plan.purse.position()
    plan.agree(plan.propose_shift("4310", "4350", in_month(3, 5_000), why="Nieuwe kast"))

    replay = f"/teams/{plan.team}/money/balance?on=2026-02-28&from={known}"
    shown = plain(client(plan.purse.cato).get(replay).text)

    assert "Begroting gewijzigd" in shown and "Nieuwe kast" in shown and "50,00" in shown


def test_only_the_controller_sets_what_an_hour_costs(plan: Planned, client: Clients) -> None:
    cato = client(plan.purse.cato)

    answer = send(
        cato, "/money/rates", kind="own", amount="42,50", valid_from="2026-01-01", account="4310", ort_account="",
        text="RvB 3",
    )  # fmt: skip

    assert answer.status_code == 303
    assert "42,50" in cato.get("/money/rates").text
    assert client(plan.purse.bram).get("/money/rates").status_code == 404


def test_other_teams_and_unknown_ids_are_not_there(plan: Planned, page: str, client: Clients) -> None:
    fenna, nothing = client(plan.purse.fenna), id_of("nothing")

    for address in (
        f"/teams/{nothing}/money/budget", f"{page}/proposals/{nothing}", f"{page}/team/2026", f"{page}/residents/2026",
        f"/teams/{plan.team}/money/commitments/{nothing}", f"{page}/team/99999999999999999999",
    ):  # fmt: skip
        assert fenna.get(address).status_code == 404


def test_the_proposal_of_a_budget_shows_what_stood_when_it_was_decided(
    plan: Planned, page: str, client: Clients
) -> None:
    plan.adopt({"4310": evenly(50_000)})
    second = plan.propose({"4310": evenly(40_000)})
    plan.agree(second)
    plan.adopt({"4310": evenly(30_000)})

    shown = plain(client(plan.purse.fenna).get(f"{page}/proposals/{second}").text)

    assert "6.000,00 4.800,00 −1.200,00" in shown and "3.600,00" not in shown
