"""What was decided of a claim stays; only who made it changes it, and only until the money is on its way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.finance.claims import refusals
from domain.finance.claims.payment_return import PaymentReturn, return_of
from domain.finance.claims.payments import PaymentList, payments_of
from domain.finance.ledger import Proposal
from domain.kernel import Acting, Id, act_as, id_of
from projections.house import House
from tests.harness.claimed import IBAN, OURS, Till
from tests.harness.mandated import give_mandate
from tests.harness.meanwhile import Act, Meanwhile

Step = Callable[[Till, Id], None]


def change(till: Till, claim: Id) -> None:
    """Emre lets it be another one."""
    till.change(claim, 3_000)


def withdraw(till: Till, claim: Id) -> None:
    """Emre no longer wants it."""
    with till.home.by(till.emre):
        till.claims.withdraw_claim(claim)


def decline(till: Till, claim: Id) -> None:
    """Fenna does not approve it."""
    with till.home.by(till.fenna):
        till.claims.decline_claim(claim, why="Dit is te veel.")


def approve(till: Till, claim: Id) -> None:
    """Fenna approves it."""
    till.approve(claim)


def put_on_list(till: Till, claim: Id) -> None:
    """Bram puts it on the payment list."""
    with till.home.by(till.bram):
        till.claims.put_on_list(claim)


def take_off_list(till: Till, claim: Id) -> None:
    """Bram takes it off the payment list."""
    with till.home.by(till.bram):
        till.claims.take_off_list(claim)


def pay(till: Till, claim: Id) -> None:
    """Bram pays it from the cash box."""
    till.pay(claim)


def confirm(till: Till, claim: Id) -> None:
    """Bram says that the bank paid it."""
    with till.home.by(till.bram):
        till.claims.confirm_payment(claim, account="1010")


def send(till: Till, claim: Id) -> None:
    """Bram sends it to the bank."""
    put_on_list(till, claim)
    export(till, claim)


def export(till: Till, claim: Id) -> None:
    """Bram makes a batch of what is on the list."""
    with till.home.by(till.bram):
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)


def taken_back(till: Till, entry: Id) -> Act:
    """Bram proposes to take an entry back and Fenna approves."""

    def act(house: House) -> None:
        with till.home.by(till.bram):
            house.ledger.propose_reversal(entry, proposal=id_of("back"), text="Hoort hier niet.")
        found = house.workspace.get(Proposal, id_of("back"))
        assert found
        with till.home.by(till.fenna):
            house.ledger.approve_entry(id_of("back"), content=found.content)

    return act


BEFORE: dict[str, tuple[Step, ...]] = {
    "made": (),
    "approved": (approve,),
    "listed": (approve, put_on_list),
    "sent": (approve, send),
    "paid": (approve, pay),
    "declined": (decline,),
    "withdrawn": (withdraw,),
}
LISTED, PAID, DECIDED = refusals.ClaimIsListed, refusals.ClaimIsPaid, refusals.ClaimDecided
NOT_APPROVED = refusals.ClaimNotApproved
REFUSED: dict[Step, dict[str, type[Exception]]] = {
    change: {"listed": LISTED, "sent": LISTED, "paid": PAID, "declined": DECIDED, "withdrawn": DECIDED},
    approve: {"approved": DECIDED, "listed": LISTED, "paid": PAID, "declined": DECIDED, "withdrawn": DECIDED},
    decline: {"approved": DECIDED, "listed": LISTED, "paid": PAID, "declined": DECIDED, "withdrawn": DECIDED},
    withdraw: {"approved": DECIDED, "listed": LISTED, "paid": PAID, "declined": DECIDED, "withdrawn": DECIDED},
    put_on_list: {
        "made": NOT_APPROVED, "listed": LISTED, "sent": LISTED, "paid": PAID, "declined": NOT_APPROVED,
        "withdrawn": NOT_APPROVED,
    },
    take_off_list: {"made": NOT_APPROVED, "approved": NOT_APPROVED, "sent": refusals.ClaimIsSent, "paid": NOT_APPROVED},
    pay: {
        "made": NOT_APPROVED, "listed": LISTED, "sent": LISTED, "paid": PAID, "declined": NOT_APPROVED,
        "withdrawn": NOT_APPROVED,
    },
    confirm: {"made": NOT_APPROVED, "approved": NOT_APPROVED, "listed": LISTED, "paid": PAID, "declined": NOT_APPROVED},
}  # fmt: skip


@pytest.mark.parametrize(
    ("step", "state", "refusal"),
    [(step, state, refusal) for step, states in REFUSED.items() for state, refusal in states.items()],
    ids=lambda one: one if isinstance(one, str) else one.__name__,
)
def test_what_cannot_follow_on_what_was_decided_is_refused_by_name_and_nothing_moves(
    till: Till, step: Step, state: str, refusal: type[Exception]
) -> None:
    claim = till.make(how="bank", iban=IBAN)
    for before in BEFORE[state]:
        before(till, claim)
    stands, books = till.claim(claim).version, till.purse.balances()

    with pytest.raises(refusal) as refused:
        step(till, claim)

    assert type(refused.value) is refusal
    assert (till.claim(claim).version, till.purse.balances()) == (stands, books)


def test_only_who_made_a_claim_changes_it_or_no_longer_wants_it(till: Till) -> None:
    claim = till.make()

    with pytest.raises(refusals.NotYourClaim):
        till.change(claim, 3_000, by=till.fenna)
    with till.home.by(till.fenna), pytest.raises(refusals.NotYourClaim):
        till.claims.withdraw_claim(claim)

    assert (till.claim(claim).state, till.claim(claim).cents) == ("made", 2_450)


def test_a_claim_without_an_account_number_does_not_go_to_the_bank(till: Till) -> None:
    claim = till.make(how="cash")
    till.approve(claim)

    with pytest.raises(refusals.NoIban):
        put_on_list(till, claim)

    assert till.claim(claim).state == "approved"


def test_what_is_taken_off_the_list_is_in_no_batch_and_can_be_paid_from_the_cash_box(till: Till) -> None:
    off, on = till.make(how="bank", iban=IBAN), till.make(how="bank", iban=IBAN, supplier="Gamma")
    for claim in (off, on):
        approve(till, claim)
        put_on_list(till, claim)

    take_off_list(till, off)
    with till.home.by(till.bram):
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)

    payments = till.home.house.workspace.get(PaymentList, payments_of(till.purse.team, "team"))
    assert payments and (set(payments.sent), payments.waiting) == ({on}, {})
    pay(till, off)
    assert till.claim(off).state == "paid"


@pytest.mark.parametrize(
    ("how", "account", "refusal"),
    [
        ("cash", "1010", refusals.PayFromCash), ("cash", "1001", refusals.PayFromCash),
        ("cash", "1600", refusals.PayFromCash), ("bank", "1000", refusals.PayFromBank),
        ("bank", "1020", refusals.PayFromBank),
    ],
)  # fmt: skip
def test_a_claim_is_paid_from_a_cash_box_or_a_bank_account_of_the_money_that_it_was_spent_for(
    till: Till, how: str, account: str, refusal: type[Exception]
) -> None:
    claim = till.make(how="bank", iban=IBAN)
    approve(till, claim)
    if how == "bank":
        send(till, claim)

    with till.home.by(till.bram), pytest.raises(refusal) as refused:
        if how == "bank":
            till.claims.confirm_payment(claim, account=account)
        else:
            till.claims.pay_from_cash(claim, account=account)

    assert type(refused.value) is refusal
    assert till.claim(claim).state != "paid"


@pytest.mark.parametrize(
    ("before", "step"), [((), pay), ((), put_on_list), ((put_on_list,), export), ((send,), confirm)]
)
def test_what_was_approved_and_is_taken_back_in_the_books_meanwhile_is_not_paid(
    till: Till, meanwhile: Meanwhile, before: tuple[Step, ...], step: Step
) -> None:
    claim = till.make(how="bank", iban=IBAN)
    for one in (approve, *before):
        one(till, claim)
    entry, stands = till.claim(claim).entry, till.claim(claim).state
    assert entry
    meanwhile(taken_back(till, entry))

    with pytest.raises(refusals.ClaimTakenBack):
        step(till, claim)

    payments = till.home.house.workspace.get(PaymentList, payments_of(till.purse.team, "team"))
    assert till.claim(claim).state == stands and (payments is None or payments.batch == (step is confirm))


def test_nobody_says_that_the_bank_did_not_pay_what_it_paid_meanwhile(till: Till, meanwhile: Meanwhile) -> None:
    claim = till.make(how="bank", iban=IBAN)
    approve(till, claim)
    send(till, claim)

    def paid(house: House) -> None:
        with till.home.by(till.bram):
            house.claims.confirm_payment(claim, account="1010")

    meanwhile(paid)

    with till.home.by(till.bram), pytest.raises(PAID):
        till.claims.ask_return(claim, why="Geweigerd.")

    assert till.home.house.workspace.get(PaymentReturn, return_of(claim, 1)) is None


@pytest.mark.parametrize(("made_for", "changed_for"), [("fenna", None), (None, "fenna")])
def test_check_6_a_change_forgets_nobody_for_whom_it_was_claimed(
    till: Till, made_for: str | None, changed_for: str | None
) -> None:
    claim, own = id_of("claim", "for fenna"), give_mandate(till.home, "all", for_role="member")
    made, changed = (
        Acting(till.emre, "", on_behalf_of=one and till.home.person(one)) for one in (made_for, changed_for)
    )
    with act_as(made):
        till.claims.make_claim(till.purse.team, claim=claim, wanted=till.wanted())
    with act_as(changed):
        till.claims.change_claim(claim, wanted=till.wanted(3_000))

    for person in (till.fenna, till.emre):
        with pytest.raises(refusals.OwnClaim):
            till.approve(claim, by=person, mandate=own)
    till.approve(claim, by=till.home.person("saar"), mandate=own)
