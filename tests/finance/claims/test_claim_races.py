"""Four processes approve and pay at the same moment: never paid twice, never over a mandate."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from domain.finance.claims import Claim
from domain.kernel import Id
from domain.mandates import Mandate
from projections.house import House
from tests.harness.claim_races import Act, raced
from tests.harness.claimed import IBAN, Till
from tests.harness.home import moved_in
from tests.harness.mandated import give_mandate
from tests.harness.money import Purse

ROUNDS = 5


def approving(till: Till, claim: Id, person: Id, mandate: Id) -> Act:
    """Somebody approves a claim under a mandate."""
    return Act(person, "approve_claim", claim, {"content": till.claim(claim).content, "mandate": mandate})


def test_four_processes_never_spend_over_a_mandate_nor_split_a_purchase_nor_approve_twice(tmp_path: Path) -> None:
    with moved_in(tmp_path) as home:
        till = Till(Purse(home))
        others = [till.fenna, till.bram, home.person("saar"), till.purse.cato]
        everybody = give_mandate(home, "all", for_role="member", per_period=10_000_000)
        same, over, split, months = [], [], [], []
        for turn in range(ROUNDS):
            one = till.make(1_000, day="2026-02-01", supplier=f"same {turn}")
            same.append([approving(till, one, person, everybody) for person in others])
            month = give_mandate(home, f"month {turn}", to=till.fenna, per_period=10_000)
            months.append(month)
            four = [till.make(4_000, day="2026-02-01", supplier=f"over {turn} {n}") for n in range(4)]
            over.append([approving(till, claim, till.fenna, month) for claim in four])
            halves = [till.make(6_000, day="2026-02-01", supplier=f"split {turn}") for _ in range(4)]
            split.append([approving(till, claim, who, everybody) for claim, who in zip(halves, others, strict=True)])
        moment, team = home.clock.moment, home.team

    came = raced(tmp_path, moment, [*same, *over, *split])

    each = [came[:ROUNDS], came[ROUNDS : 2 * ROUNDS], came[2 * ROUNDS :]]
    assert [Counter(race) for race in each[0]] == [Counter({"": 1, "ClaimDecided": 3})] * ROUNDS
    assert [Counter(race) for race in each[1]] == [Counter({"": 2, "MandateUsedUp": 2})] * ROUNDS
    assert [Counter(race) for race in each[2]] == [Counter({"": 1, "SplitPurchase": 3})] * ROUNDS
    house = House(tmp_path)
    for month in months:
        mandate = house.workspace.get(Mandate, month)
        assert mandate and mandate.spent("2026-02-01") == 8_000
    with house.now() as views:
        posted = views.execute("SELECT sum(cents) FROM finance_posting WHERE team = ? AND account = '4350'", (team,))
        assert posted.fetchone()[0] == ROUNDS * (1_000 + 2 * 4_000 + 6_000)
    house.close()


def test_four_processes_never_pay_a_claim_twice(tmp_path: Path) -> None:
    with moved_in(tmp_path) as home:
        till = Till(Purse(home))
        till.fill_cash()
        anna = home.person("anna")
        mandate = give_mandate(home, "wide", to=till.fenna, per_period=10_000_000)
        races, claims = [], []
        for turn in range(ROUNDS):
            claim = till.make(1_500, day="2026-02-01", supplier=f"S {turn}", how="bank", iban=IBAN)
            till.approve(claim, mandate=mandate)
            claims.append(claim)
            cash = {"account": "1000", "day": "2026-02-02"}
            races.append([
                Act(till.bram, "pay_from_cash", claim, cash), Act(anna, "pay_from_cash", claim, cash),
                Act(till.bram, "put_on_list", claim, {}), Act(anna, "put_on_list", claim, {}),
            ])  # fmt: skip
        moment, team = home.clock.moment, home.team

    came = raced(tmp_path, moment, races)

    assert all(Counter(race)[""] == 1 for race in came), came
    assert {name for race in came for name in race} <= {"", "ClaimIsPaid", "ClaimIsListed", "ClaimNotApproved"}
    house = House(tmp_path)
    paid = [claim for claim in claims if (found := house.workspace.get(Claim, claim)) and found.state == "paid"]
    with house.now() as views:
        rows = views.execute("SELECT source, count(*) FROM finance_entry WHERE kind = 'payment' GROUP BY source")
        assert sorted(map(tuple, rows)) == sorted((f"payment:{claim}", 1) for claim in paid)
        cash_left = views.execute(
            "SELECT sum(cents) FROM finance_posting WHERE team = ? AND account = '1000'", (team,)
        ).fetchone()[0]
    assert cash_left == 50_000 - 1_500 * len(paid)
    house.close()
