"""The facts of reports and of the hand-over as sentences."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

REPORTS = {
    "finance.ReportIssued": _l("Bij het afsluiten van {period} werd het rapport gemaakt en vastgelegd."),
    "finance.MainLedgerBegun": _l("{who} begon de boeken over te dragen aan de hoofdadministratie."),
    "finance.CostCentreGiven": _l("{who} gaf het team kostenplaats {centre} in de hoofdadministratie."),
    "finance.LedgerBatchSent": _l("{who} droeg {amount} over aan de hoofdadministratie, in een nieuwe batch."),
}
