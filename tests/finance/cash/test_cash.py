"""The cash box: members pay small things from it with a receipt, and two people count it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.finance.cash import DENOMINATIONS, refusals
from domain.finance.ledger import Line, Proposal, texts_of
from domain.finance.ledger import refusals as books
from domain.kernel import CommandReused, Id, NotAllowed, NotThere, Refusal, id_of
from projections.finance_cash import boxes, counts
from projections.house import House
from tests.harness.home import Home
from tests.harness.meanwhile import Meanwhile
from tests.harness.money import Purse

RECEIPT = "9f" * 32


@pytest.fixture
def box(purse: Purse) -> Purse:
    """A cash box of the household with 100 euro in it; a member pays up to 40 euro from it."""
    purse.post("2026-02-01", Line("1001", 10_000), Line("1020", -10_000), fund="household")
    with purse.home.by(purse.bram):
        purse.home.house.cash.set_cash_limits(purse.team, "1001", most=25_000, most_spent=4_000)
    return purse


def spend(purse: Purse, cents: int, *, by: str = "emre", day: str = "2026-02-20", **given: str) -> None:
    """Somebody bought something for the house."""
    purse._made += 1
    said = {"expense": "4600", "text": "Brood en melk", "receipt": RECEIPT} | given
    with purse.home.by(purse.home.person(by)):
        purse.home.house.cash.spend_cash(
            purse.team, "1001", spending=id_of("spending", str(purse._made)), cents=cents, day=day, **said
        )


def count(purse: Purse, *, by: str = "emre", day: str = "2026-02-28", id: str = "count", **pieces: int) -> Id:
    """Somebody counts: `euro20=3` are three notes of twenty."""
    found = {int(name.removeprefix("euro")) * 100: many for name, many in pieces.items()}
    with purse.home.by(purse.home.person(by)):
        purse.home.house.cash.count_cash(purse.team, "1001", count=id_of(id), day=day, pieces=found)
    return id_of(id)


def sign(purse: Purse, count: Id, difference: int, *, by: str = "fenna") -> None:
    """A second person signs what they see."""
    with purse.home.by(purse.home.person(by)):
        purse.home.house.cash.sign_count(purse.team, "1001", count, difference=difference)


def seen(purse: Purse, proposal: Id) -> str:
    """The hash of what was proposed."""
    found = purse.home.house.workspace.get(Proposal, proposal)
    assert found
    return found.content


def test_what_emre_pays_from_the_box_is_posted_at_once(box: Purse) -> None:
    spend(box, 1_275)

    assert box.balances()["1001"] == 8_725
    assert box.balances()["4600"] == 1_275


def test_what_was_paid_is_written_down_under_its_own_id(box: Purse, home: Home) -> None:
    def paid() -> None:
        with home.by(home.person("emre")):
            home.house.cash.spend_cash(
                box.team, "1001", spending=id_of("once"), cents=500, day="2026-02-20", expense="4600", text="Brood",
                receipt=RECEIPT,
            )  # fmt: skip

    paid()
    with pytest.raises(CommandReused):
        paid()


def test_a_repeated_tap_is_paid_once(box: Purse, home: Home) -> None:
    for _ in range(2):
        with home.by(home.person("emre"), command=id_of("tap")):
            home.house.cash.spend_cash(
                box.team, "1001", spending=id_of("tap"), cents=500, day="2026-02-20", expense="4600", text="Brood",
                receipt=RECEIPT,
            )  # fmt: skip

    assert box.balances()["1001"] == 9_500


def test_what_is_written_down_on_one_day_counts_together_under_whatever_dates(box: Purse, home: Home) -> None:
    spend(box, 2_500, day="2026-02-18")

    with pytest.raises(refusals.AboveTheLimit):
        spend(box, 2_500, day="2026-02-19")

    spend(box, 1_500, day="2026-02-19")
    home.clock.advance(timedelta(days=1))
    spend(box, 4_000, day="2026-02-20")
    assert box.balances()["1001"] == 2_000


def test_two_halves_of_one_day_count_together(box: Purse, home: Home) -> None:
    spend(box, 2_500)

    with pytest.raises(refusals.AboveTheLimit, match="40,00"):
        spend(box, 1_501)
    spend(box, 1_500)
    home.clock.advance(timedelta(days=1))
    spend(box, 2_000, day="2026-02-21")
    spend(box, 3_999, by="saar")

    assert box.balances()["1001"] == 1


def test_who_keeps_the_books_pays_more_and_nobody_more_than_there_is(box: Purse) -> None:
    spend(box, 9_000, by="bram")

    with pytest.raises(books.CashBelowNothing):
        spend(box, 1_001)


def test_without_an_agreement_a_member_pays_nothing_from_it(purse: Purse) -> None:
    purse.post("2026-02-01", Line("1001", 10_000), Line("1020", -10_000), fund="household")

    with pytest.raises(refusals.NoLimitYet):
        spend(purse, 100)


def test_no_receipt_needs_a_reason(box: Purse) -> None:
    with pytest.raises(refusals.ReceiptOrReason):
        spend(box, 500, receipt="")

    spend(box, 500, receipt="", no_receipt="Markt, geen bon")

    assert box.balances()["1001"] == 9_500


def test_only_costs_of_the_same_fund_are_paid_from_it(box: Purse) -> None:
    with pytest.raises(books.FundsDoNotMix):
        spend(box, 500, expense="4310")
    for account in ("8100", "4670", "1020"):
        with pytest.raises(refusals.NotAnExpense):
            spend(box, 500, expense=account)
    with pytest.raises(refusals.AmountNotAboveNothing):
        spend(box, 0)
    with pytest.raises(refusals.DayNotYet):
        spend(box, 500, day="2026-03-02")


def test_one_counts_another_signs_and_the_difference_is_posted(box: Purse) -> None:
    one = count(box, euro50=1, euro20=2, euro5=1)

    with pytest.raises(refusals.OwnCount):
        sign(box, one, -500, by="emre")
    sign(box, one, -500)

    assert box.balances("2026-02-28")["1001"] == 9_500
    assert box.balances("2026-02-27")["1001"] == 10_000
    assert box.balances()["4670"] == 500


def test_what_two_people_counted_and_signed_is_not_changed_by_what_is_said_to_be_of_before(box: Purse) -> None:
    sign(box, count(box, day="2026-02-27", euro50=2), 0)

    for day in ("2026-02-20", "2026-02-27"):
        with pytest.raises(refusals.CountedSince) as refusal:
            spend(box, 500, day=day)
    with pytest.raises(refusals.CountedSince):
        spend(box, 500, day="2026-02-20", by="bram")
    with pytest.raises(refusals.CountedSince):
        count(box, id="again", day="2026-02-26", euro50=2)
    spend(box, 500, day="2026-02-28")

    assert refusal.value.field == "day" and refusal.value.details["day"] == "2026-02-27"


def test_what_is_paid_today_after_the_count_of_today_is_of_today(box: Purse) -> None:
    sign(box, count(box, day="2026-03-01", euro50=2), 0)

    spend(box, 500, day="2026-03-01")

    assert box.balances()["1001"] == 9_500


def test_a_count_of_before_the_books_is_refused_to_who_counts(box: Purse) -> None:
    with pytest.raises(books.BeforeTheBooks) as refusal:
        count(box, day="2025-01-01", euro50=2)

    assert refusal.value.field == "day"


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        ("eergisteren", books.DayUnreadable),
        ("2028-01-01", books.DayTooFar),
        ("2026-03-02", refusals.DayNotYet),
        ("2025-12-31", books.BeforeTheBooks),
    ],
)
def test_a_day_on_which_nothing_was_bought_or_counted_is_refused_beside_the_day(
    day: str, refusal: type[Refusal], box: Purse
) -> None:
    for act in (lambda: spend(box, 500, day=day), lambda: count(box, day=day, euro50=2)):
        with pytest.raises(refusal) as refused:
            act()
        assert refused.value.field == "day"


def test_a_count_that_agrees_posts_nothing(box: Purse, home: Home) -> None:
    before = box.balances()

    sign(box, count(box, euro50=2), 0)

    assert box.balances() == before
    with home.house.now() as views:
        (found,) = counts(views, box.team, "1001")
    assert (found.state, found.expected, found.difference, found.entry) == ("signed", 10_000, 0, None)


def test_who_signs_signs_the_difference_that_was_seen(box: Purse) -> None:
    one = count(box, euro50=2)
    spend(box, 1_000)

    with pytest.raises(refusals.DifferenceChanged):
        sign(box, one, 0)
    sign(box, one, 1_000)

    assert box.balances()["1001"] == 10_000


def test_who_signs_that_it_agrees_while_money_goes_into_the_box_hears_that_it_does_not(
    box: Purse, meanwhile: Meanwhile
) -> None:
    one = count(box, euro50=2)
    filled = box.propose("2026-02-20", Line("1001", 5_000), Line("1020", -5_000), fund="household")
    content = seen(box, filled)

    def approved(house: House) -> None:
        with box.home.by(box.fenna):
            house.ledger.approve_entry(filled, content=content)

    meanwhile(approved)

    with pytest.raises(refusals.DifferenceChanged):
        sign(box, one, 0)

    assert box.balances()["1001"] == 15_000


def test_a_box_in_which_nothing_ever_was_is_counted_in_the_first_month_too(purse: Purse, home: Home) -> None:
    sign(purse, count(purse, day="2026-01-31"), 0)

    with home.house.now() as views:
        assert [one.state for one in counts(views, purse.team, "1001")] == ["signed"]
    assert purse.balances() == {}


def test_a_count_that_differs_is_decided_with_the_entry(box: Purse, home: Home) -> None:
    sign(box, one := count(box, euro50=1), -5_000)

    with home.house.now() as views:
        (found,) = counts(views, box.team, "1001")
    assert (found.state, found.difference, found.entry) == ("signed", -5_000, id_of("finance.counted", box.team, one))
    with pytest.raises(refusals.CountIsDecided):
        sign(box, one, -5_000, by="saar")


def test_a_count_is_decided_once_and_waits_alone(box: Purse) -> None:
    one = count(box, euro50=2)
    with pytest.raises(refusals.OtherCountWaits):
        count(box, by="saar", id="other", euro50=1)
    sign(box, one, 0)

    with pytest.raises(refusals.CountIsDecided):
        sign(box, one, 0, by="saar")
    count(box, by="saar", id="next", euro50=2)
    with pytest.raises(NotThere):
        sign(box, id_of("never"), 0)


def test_one_id_is_one_count_also_after_it_was_decided(box: Purse) -> None:
    one = count(box, euro50=2)
    with pytest.raises(CommandReused):
        count(box, by="saar", euro50=1)
    sign(box, one, 0)

    with pytest.raises(CommandReused):
        count(box, by="saar", euro50=1)


def test_of_what_there_is_none_nothing_is_kept_and_ten_thousand_is_just_too_many(box: Purse, home: Home) -> None:
    with home.by(box.fenna):
        home.house.cash.count_cash(
            box.team, "1001", count=id_of("c"), day="2026-02-28", pieces={5_000: 2, 100: 0, 1: 9_999}
        )

    with home.house.now() as views:
        (found,) = counts(views, box.team, "1001")
    assert (found.pieces, found.cents) == ({5_000: 2, 1: 9_999}, 19_999)


def test_who_does_not_find_it_lets_it_be_counted_again(box: Purse, home: Home) -> None:
    one = count(box, euro50=1)
    with home.by(box.fenna):
        with pytest.raises(books.TextMissing):
            home.house.cash.reject_count(box.team, "1001", one, why="")
        home.house.cash.reject_count(box.team, "1001", one, why="Er ligt ook een briefje van 50 in de la.")

    sign(box, count(box, by="saar", id="again", euro50=2), 0)


@pytest.mark.parametrize("pieces", [{300: 1}, {100: -1}, {100: 10_000}])
def test_only_notes_and_coins_that_there_are_are_counted(box: Purse, home: Home, pieces: dict[int, int]) -> None:
    with home.by(box.fenna), pytest.raises(refusals.PiecesUnreadable):
        home.house.cash.count_cash(box.team, "1001", count=id_of("c"), day="2026-02-28", pieces=pieces)


@pytest.mark.parametrize("day", ["zzzz", "2031-01-01"])
def test_a_count_on_a_day_that_cannot_be_leaves_no_key_behind(box: Purse, home: Home, day: str) -> None:
    with home.by(box.fenna), pytest.raises((books.DayUnreadable, books.DayTooFar)):
        home.house.cash.count_cash(box.team, "1001", count=id_of("c"), day=day, pieces={100: 1}, text="Geteld")

    assert home.house.workspace.vault.rows.key(texts_of(box.team, day[:4])) is None


def test_a_count_of_every_note_and_coin_is_worth_its_sum(box: Purse, home: Home) -> None:
    with home.by(box.fenna):
        home.house.cash.count_cash(
            box.team, "1001", count=id_of("all"), day="2026-02-28", pieces=dict.fromkeys(DENOMINATIONS, 1)
        )

    with home.house.now() as views:
        assert counts(views, box.team, "1001")[0].cents == 88_888


def test_limits_are_agreed_by_who_keeps_the_books(box: Purse, home: Home) -> None:
    with home.by(box.fenna), pytest.raises(NotAllowed):
        home.house.cash.set_cash_limits(box.team, "1001", most=1, most_spent=1)
    with home.by(box.bram):
        with pytest.raises(refusals.LimitUnreadable):
            home.house.cash.set_cash_limits(box.team, "1001", most=100, most_spent=101)
        with pytest.raises(refusals.NotACashBox):
            home.house.cash.set_cash_limits(box.team, "1020", most=100, most_spent=100)

    with home.house.now() as views:
        found = {one.account: (one.most, one.most_spent) for one in boxes(views, box.team)}
    assert found == {"1000": (None, None), "1001": (25_000, 4_000)}


def test_what_was_paid_longer_ago_than_the_box_remembers_is_written_down_by_who_keeps_the_books(
    box: Purse, home: Home
) -> None:
    home.clock.moment = datetime(2027, 3, 1, 9, tzinfo=UTC)
    spend(box, 3_000, day="2026-02-28")

    for day, refusal in (("2026-02-28", refusals.AboveTheLimit), ("2026-02-27", refusals.PaidLongAgo)):
        with pytest.raises(refusal):
            spend(box, 3_000, day=day)
    spend(box, 3_000, by="bram", day="2026-02-27")

    assert box.balances()["1001"] == 4_000
