"""Checks 6, 7, 8 and 12 of the method, each by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.finance.claims import Claimed, refusals
from domain.kernel import Acting, NotAllowed, NotThere, Sealed, act_as, id_of
from domain.mandates import refusals as mandates
from projections.finance_claims import claim_of, claims_like
from projections.mandates import mandate_of, used_of
from tests.harness.claimed import IBAN, OURS, Till
from tests.harness.mandated import give_mandate


def test_check_6_who_asks_neither_approves_nor_declines(till: Till) -> None:
    own = give_mandate(till.home, "all", for_role="member")
    claim = till.make()

    with pytest.raises(refusals.OwnClaim):
        till.approve(claim, by=till.emre, mandate=own)
    with till.home.by(till.emre), pytest.raises(refusals.OwnClaim):
        till.claims.decline_claim(claim, why="Toch niet.")


def test_check_6_nor_on_behalf_of_somebody_else_nor_somebody_else_for_them(till: Till) -> None:
    own = give_mandate(till.home, "all", for_role="member")
    claim = till.make()

    for person, behalf in ((till.emre, till.fenna), (till.fenna, till.emre)):
        with act_as(Acting(person, "", on_behalf_of=behalf)), pytest.raises(refusals.OwnClaim):
            till.claims.approve_claim(claim, content=till.claim(claim).content, mandate=own)


def test_check_6_for_whom_it_was_claimed_does_not_approve_either(till: Till) -> None:
    claim = id_of("claim", "for fenna")
    with act_as(Acting(till.emre, "", on_behalf_of=till.fenna)):
        till.claims.make_claim(till.purse.team, claim=claim, wanted=till.wanted())

    with pytest.raises(refusals.OwnClaim):
        till.approve(claim)


def test_check_6_who_asks_does_not_pay_whatever_the_role(till: Till) -> None:
    claim, listed = (
        till.make(by=till.bram),
        till.make(by=till.bram, supplier="Gamma", how="bank", iban=IBAN),
    )
    till.approve(claim)
    till.approve(listed)

    with pytest.raises(refusals.OwnPayment):
        till.pay(claim)
    with till.home.by(till.bram), pytest.raises(refusals.OwnPayment):
        till.claims.put_on_list(listed)
    till.pay(claim, by=till.home.person("anna"))
    with till.home.by(till.home.person("anna")):
        till.claims.put_on_list(listed)
    with till.home.by(till.bram), pytest.raises(refusals.OwnPayment):
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)


def test_check_6_asking_approving_and_paying_are_three_facts_of_three_commands(till: Till) -> None:
    claim = till.make()
    till.approve(claim)
    till.pay(claim)

    found = {type(fact).__name__: fact for fact in till.home.house.workspace.latest(claim, 9)}

    assert {name: fact.by for name, fact in found.items()} == {
        "ClaimMade": till.emre, "ClaimApproved": till.fenna, "ClaimPaid": till.bram,
    }  # fmt: skip
    assert len({fact.command for fact in found.values()}) == 3


ME = id_of("me")
OTHER: dict[str, object] = {
    "fund": "household", "account": "4310", "cents": 2_451, "day": "2026-02-26", "supplier": Sealed(ME, "Yg"),
    "seller": id_of("b"), "number": Sealed(ME, "Yg"), "same": id_of("b"), "text": Sealed(ME, "Yg"),
    "receipt": "b" * 64, "missing": Sealed(ME, "Yg"), "how": "bank", "iban": Sealed(ME, "Yg"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER)
def test_check_7_what_is_approved_is_every_field_of_a_claim(name: str) -> None:
    said = Sealed(ME, "YQ")
    one = Claimed(
        "team", "4350", 2_450, "2026-02-27", said, id_of("a"), said, id_of("a"), said, "a" * 64, said, "cash", said
    )

    assert set(one.fields()) == set(OTHER)
    assert one.content(ME, ME) == replace(one).content(ME, ME)
    assert replace(one, **{name: OTHER[name]}).content(ME, ME) != one.content(ME, ME)


def test_check_7_another_content_than_was_seen_is_not_approved(till: Till) -> None:
    claim = till.make(2_450)
    seen = till.claim(claim).content
    till.change(claim, 9_450)

    with pytest.raises(refusals.ClaimChanged):
        till.approve(claim, content=seen)
    assert till.claim(claim).state == "made"


def test_check_7_a_change_voids_the_approval_and_takes_it_back_from_books_and_mandate(till: Till) -> None:
    claim = till.make(2_450)
    till.approve(claim)
    entry = till.claim(claim).entry
    assert till.purse.balances()["4350"] == 2_450

    till.change(claim, 3_000)

    assert till.claim(claim).state == "made"
    assert entry and till.purse.entry(entry).reversal
    assert till.purse.balances()["4350"] == 0
    with till.home.house.now() as views:
        mandate = mandate_of(views, till.purse.team, till.mandate)
        assert mandate and used_of(views, mandate, "2026-03-01") == 0
    with pytest.raises(refusals.ClaimNotApproved):
        till.pay(claim)
    till.approve(claim)
    assert till.purse.balances()["4350"] == 3_000


def test_check_8_a_mandate_that_ended_between_asking_and_approving_is_no_mandate(till: Till) -> None:
    claim = till.make()
    with till.home.by(till.home.person("anna")):
        till.home.house.mandates.end_mandate(till.mandate, why="Fenna stopt ermee.")

    with pytest.raises(mandates.MandateIsOver):
        till.approve(claim)
    assert till.claim(claim).state == "made" and "4350" not in till.purse.balances()


def test_check_8_what_was_approved_before_the_mandate_ended_is_still_paid(till: Till) -> None:
    claim = till.make()
    till.approve(claim)
    with till.home.by(till.home.person("anna")):
        till.home.house.mandates.end_mandate(till.mandate, why="Fenna stopt ermee.")

    till.pay(claim)

    assert till.claim(claim).state == "paid"


def test_check_8_the_days_of_a_mandate_are_those_of_the_act_not_of_the_receipt(till: Till) -> None:
    february = give_mandate(till.home, "later", to=till.fenna, first="2026-03-02")
    claim = till.make(day="2026-02-27")

    with pytest.raises(mandates.MandateNotNow):
        till.approve(claim, mandate=february)
    over = give_mandate(till.home, "over", to=till.fenna, last="2026-03-01")
    till.approve(till.make(day="2026-02-27", supplier="Blokker"), mandate=over)
    till.home.clock.advance(timedelta(days=1))
    with pytest.raises(mandates.MandateNotNow):
        till.approve(claim, mandate=over)
    till.approve(claim, mandate=february)
    assert till.claim(claim).state == "approved"


@pytest.mark.parametrize(
    ("mandate", "refusal"),
    [
        ({"funds": ("household",)}, mandates.OutsideTheMandate),
        ({"accounts": ("4310",)}, mandates.AccountOutsideMandate),
        ({"per_act": 2_449}, mandates.AboveTheMandate),
    ],
)
def test_check_8_scope_and_amount(till: Till, mandate: dict[str, object], refusal: type[Exception]) -> None:
    other = give_mandate(till.home, "other", to=till.fenna, **mandate)  # type: ignore[arg-type]
    claim = till.make(2_450)

    with pytest.raises(refusal):
        till.approve(claim, mandate=other)


def test_check_8_a_mandate_for_some_accounts_is_for_those(till: Till) -> None:
    kettles = give_mandate(till.home, "kettles", to=till.fenna, accounts=("4310", "4350"))
    claim = till.make(account="4350")

    till.approve(claim, mandate=kettles)

    assert till.claim(claim).state == "approved"


def test_check_8_a_mandate_of_another_is_not_used(till: Till) -> None:
    claim = till.make()

    with pytest.raises(mandates.NotYourMandate):
        till.approve(claim, by=till.bram)
    with pytest.raises(mandates.NotYourMandate):
        till.approve(claim, mandate=id_of("no mandate"))


def test_check_8_who_gives_a_mandate_to_a_role_does_not_use_it(till: Till) -> None:
    role = give_mandate(till.home, "all", for_role="member")
    claim = till.make()

    with pytest.raises(mandates.GaveItYourself):
        till.approve(claim, by=till.home.person("anna"), mandate=role)
    till.approve(claim, by=till.home.person("saar"), mandate=role)


def test_two_who_gave_each_other_a_mandate_do_not_approve_each_other_in_a_circle(till: Till) -> None:
    anna, saar = till.home.person("anna"), till.home.person("saar")
    with till.home.by(anna):
        till.home.house.teams.give_role(till.purse.team, person=till.fenna, role="planner", since="2026-01-01")
    annas = give_mandate(till.home, "anna", to=anna, by=till.fenna)
    hers, his = till.make(by=anna, supplier="Gamma"), till.make(by=till.fenna, supplier="Blokker")

    with pytest.raises(mandates.AskerGaveIt):
        till.approve(hers)
    with pytest.raises(mandates.AskerGaveIt) as refusal:
        till.approve(his, by=anna, mandate=annas)
    till.approve(hers, by=saar, mandate=give_mandate(till.home, "saar", to=saar, by=till.fenna))

    assert "een andere planner" in str(refusal.value)
    assert till.claim(hers).state == "approved"


def test_check_8_the_amount_of_a_month_is_not_passed(till: Till) -> None:
    small = give_mandate(till.home, "small", to=till.fenna, per_act=6_000, per_period=10_000)
    till.approve(till.make(6_000, supplier="Hema"), mandate=small)

    with pytest.raises(mandates.MandateUsedUp) as refusal:
        till.approve(till.make(4_001, supplier="Gamma"), mandate=small)
    till.approve(till.make(4_000, supplier="Gamma"), mandate=small)

    assert "40,00" in str(refusal.value)


def test_check_8_the_amount_of_a_year_is_not_passed_in_another_month_and_begins_anew_in_another_year(
    till: Till,
) -> None:
    year = give_mandate(
        till.home, "year", to=till.fenna, per_act=6_000, per_period=10_000, per="year", last="2027-12-31"
    )
    till.approve(till.make(6_000, supplier="Hema"), mandate=year)
    till.home.clock.advance(timedelta(days=40))

    with pytest.raises(mandates.MandateUsedUp):
        till.approve(till.make(4_001, day="2026-04-01", supplier="Gamma"), mandate=year)
    till.home.clock.advance(timedelta(days=270))
    till.approve(till.make(6_000, day="2027-01-02", supplier="Gamma"), mandate=year)

    assert till.home.clock.moment.year == 2027


def test_check_8_two_halves_of_a_split_purchase_count_together(till: Till) -> None:
    till.approve(till.make(6_000, day="2026-02-10"))
    half = till.make(4_001, day="2026-02-27", supplier=" hema ")

    with pytest.raises(mandates.SplitPurchase) as refusal:
        till.approve(half)

    assert "100,01" in str(refusal.value)
    till.change(half, 4_000, day="2026-02-27")
    till.approve(half)


def test_check_8_halves_count_together_whoever_approves_them(till: Till) -> None:
    saar = till.home.person("saar")
    other = give_mandate(till.home, "saar", to=saar)
    till.approve(till.make(6_000))

    with pytest.raises(mandates.SplitPurchase):
        till.approve(till.make(6_000), by=saar, mandate=other)


def test_check_8_purchases_farther_apart_or_elsewhere_do_not_count_together(till: Till) -> None:
    till.approve(till.make(9_000, day="2026-01-28"))
    till.approve(till.make(9_000, day="2026-02-27", supplier="Gamma"))

    till.approve(till.make(9_000, day="2026-02-27"))

    assert till.purse.balances()["4350"] == 27_000


def test_check_8_weekly_groceries_have_a_window_of_a_day_by_their_own_mandate(till: Till) -> None:
    weekly = give_mandate(till.home, "weekly", to=till.fenna, together=1)
    till.approve(till.make(9_000, day="2026-02-20", supplier="Jumbo"), mandate=weekly)
    till.approve(till.make(9_000, day="2026-02-27", supplier="Jumbo"), mandate=weekly)

    with pytest.raises(mandates.SplitPurchase):
        till.approve(till.make(2_000, day="2026-02-27", supplier="Jumbo"), mandate=weekly)


def test_check_12_a_claim_has_a_receipt_or_says_why_not(till: Till) -> None:
    with pytest.raises(refusals.ReceiptMissing):
        till.make(missing=" ")
    with pytest.raises(refusals.ReceiptOrReason):
        till.make(receipt=till.photo(till.emre))

    with_photo, without = till.make(missing="", receipt=till.photo(till.emre)), till.make()

    assert till.claim(with_photo).receipt and not till.claim(without).receipt
    assert till.home.house.blobs.verify([str(till.claim(with_photo).receipt)]).ok


def test_check_12_the_receipt_stands_with_the_entry(till: Till) -> None:
    claim = till.make(missing="", receipt=till.photo(till.emre))
    till.approve(claim)

    with till.home.house.now() as views:
        row = views.execute("SELECT document, source, kind FROM finance_entry WHERE source = ?", (f"claim:{claim}",))
        assert tuple(row.fetchone()) == (till.claim(claim).receipt, f"claim:{claim}", "claim")


def test_check_12_the_same_supplier_number_and_amount_twice_is_flagged_before_and_after(till: Till) -> None:
    first = till.make(2_450, number="2026-0117")
    till.approve(first)
    again = till.make(2_450, number=" 2026-0117", supplier="HEMA", by=till.fenna)
    others = (
        till.make(2_451, number="2026-0117"), till.make(2_450, number="2026-0118"),
        till.make(2_450, number="2026-0117", supplier="Blokker"),
    )  # fmt: skip

    with till.home.house.now() as views:
        like = {claim: [found.claim for found in claims_like(views, claim_of(views, claim))] for claim in  # type: ignore[arg-type]
                (first, again, *others)}  # fmt: skip

    assert like == {first: [again], again: [first]} | dict.fromkeys(others, [])


def test_outsiders_find_no_claim_and_the_controller_decides_on_none(till: Till) -> None:
    till.home.second_team()
    claim = till.make()

    with pytest.raises(NotThere):
        till.approve(claim, by=till.home.person("yara"))
    with pytest.raises(NotAllowed):
        till.pay(claim, by=till.fenna)
    with till.home.by(till.purse.cato), pytest.raises(mandates.NotYourMandate):
        till.claims.approve_claim(claim, content=till.claim(claim).content, mandate=till.mandate)
