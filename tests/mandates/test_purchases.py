"""What counts together says the same as looking at every purchase, and what no rule sees is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Acting, Spending, act_as, id_of
from domain.mandates.mandate import Mandate
from domain.mandates.purchases import Purchases

Steps = list[tuple[int, int, bool]]
STEPS: st.SearchStrategy[Steps] = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 900), st.booleans()), min_size=1, max_size=25
)


def day_of(number: int) -> str:
    """A day of 2020 or later."""
    return (date(2020, 1, 1) + timedelta(number)).isoformat()


def bought() -> Purchases:
    """What a team bought at a supplier: nothing yet."""
    found: Purchases = Purchases.begin(id=id_of("bought"), team=id_of("team"), supplier=id_of("shop"))
    return found


@settings(deadline=None, max_examples=150)
@given(steps=STEPS, on=st.integers(0, 400), within=st.integers(1, 366))
def test_beside_is_what_was_bought_within_the_days_and_not_taken_back(steps: Steps, on: int, within: int) -> None:
    with act_as(Acting(id_of("bram"), "finance")):
        found, stands = bought(), dict[str, tuple[int, int]]()
        for number, (day, cents, back) in enumerate(steps):
            act = id_of(str(number))
            found.count(act, cents=cents, day=day_of(day))
            stands[act] = (day, cents)
            if back:
                taken = id_of(str(number // 2))
                found.take_back(taken)
                stands.pop(taken, None)

    together = sum(cents for day, cents in stands.values() if abs(day - on) < within)
    assert found.beside(day_of(on), within) == together


def test_after_ten_years_only_what_a_rule_can_see_is_held() -> None:
    with act_as(Acting(id_of("bram"), "finance")):
        found = bought()
        for number in range(3_650):
            found.count(id_of(str(number)), cents=1, day=day_of(number))

        found.take_back(id_of("0"))

    assert len(found.counted) == len(found.days) <= 3 * 366 + 93
    assert found.beside(day_of(3_649), 366) == 366


def test_a_mandate_holds_what_was_spent_in_its_month_and_takes_back_what_was_spent_before() -> None:
    with act_as(Acting(id_of("anna"), "planner")):
        found: Mandate = Mandate.begin(
            id=id_of("mandate"), team=id_of("team"), funds=["team"], accounts=[], per_act=50, per_period=90,
            per="month", together=1, person=None, for_role="finance", first="2020-01-01", last="2024-12-31",
            decision=None,
        )  # fmt: skip
    with act_as(Acting(id_of("bram"), "finance")):
        for number, day in enumerate(("2020-01-30", "2020-01-31", "2020-02-01", "2020-02-02")):
            spending = Spending(id_of(str(number)), "team", "4310", 40, day, id_of("shop"), frozenset())
            found.use(spending, day=day, beside=0, people=frozenset({id_of("bram")}), roles=frozenset({"finance"}))
        before = found.spent("2020-02-02")
        found.give_back(id_of("0"), 40)
        found.give_back(id_of("3"), 40)

    assert (before, found.spent("2020-02-02"), found.spent("2020-03-01")) == (80, 40, 0)
    assert set(found.uses) == {id_of("2")}
