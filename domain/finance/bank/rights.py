"""Who may do what with a team's bank accounts: who keeps the books does it, everybody who sees money looks."""

from domain.kernel import declare

SEE_RESIDENTS = "finance.see_residents_money"
"""Residents' money is seen only by who may, and each look is written to the access log first."""

declare(
    {
        SEE_RESIDENTS: ("finance", "controller", "auditor"),
        "finance.link_account": ("finance",),
        "finance.import_statement": ("finance",),
        "finance.match_line": ("finance",),
        "finance.keep_rules": ("finance",),
    }
)
