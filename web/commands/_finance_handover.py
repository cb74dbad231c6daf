"""`finance hand-over`: send the next batch to the organisation's main ledger."""

from __future__ import annotations

from pathlib import Path

import click

from web.commands._house import acting, standing_house
from web.commands._options import as_option, json_option, say_json, store_options


@click.command("hand-over")
@click.option("--period", required=True, metavar="MONTH", help="Up to and including this booking period, as 2026-02.")
@store_options
@as_option
@json_option
def hand_over(period: str, data: Path, database: str | None, person: str | None, as_json: bool) -> None:
    """Send what was posted up to a period and not sent yet, as the next batch.

    Each posting is sent once; what came later into a period that was sent goes along as a difference. With --json:
    number, first_period, last_period, first, known, postings, cents and sha256. The file of a batch is on the page.
    """
    from domain.kernel import act_as
    from projections.finance_reports import batches
    from web.commands._finance_books import counted, month_told
    from web.typed_month import typed_month

    with standing_house(data, database) as house:
        with act_as(acting(house, person)):
            house.reports.hand_over(period=typed_month(period))
        with house.now() as views:
            sent = batches(views)[0]
    if as_json:
        told = sent._asdict()
        say_json({name: told[name] for name in told if name not in ("position", "by")})
    else:
        months = " to ".join(map(month_told, dict.fromkeys((sent.first_period, sent.last_period))))
        click.echo(f"batch {sent.number}: {counted(sent.postings, 'posting')} of {months}")


COMMANDS = (hand_over,)
