"""Who may do what with a team's bank accounts: who keeps the books does it, everybody who sees money looks."""

from domain.kernel import declare

declare(
    {
        "finance.see_residents_money": ("finance", "controller", "auditor"),
        "finance.link_account": ("finance",),
        "finance.import_statement": ("finance",),
        "finance.match_line": ("finance",),
        "finance.keep_rules": ("finance",),
    }
)
