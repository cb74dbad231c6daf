"""Who may do what with money. The controller reads all of it and posts nothing in a team's name."""

from domain.kernel import declare

LOOK = ("finance", "member", "controller", "auditor")

declare(
    {
        "finance.see_money": LOOK,
        "finance.keep_chart": ("controller",),
        "finance.begin_books": ("finance",),
        "finance.propose_entry": ("finance",),
        "finance.approve_entry": ("finance", "member"),
        "finance.close_period": ("finance",),
        "finance.ask_reopening": ("finance", "controller"),
        "finance.agree_reopening": ("finance", "controller"),
    }
)
