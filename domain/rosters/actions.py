"""Who may do what with rosters."""

from domain.kernel import EVERYONE, declare

LOOK = ("member", "planner", "resident", "relative", "kerngroep", "controller", "auditor")

declare(
    {
        "rosters.see_roster": LOOK,
        "rosters.see_findings": ("member", "planner", "controller", "auditor"),
        "rosters.change_demand": ("planner",),
        "rosters.draft_roster": ("planner",),
        "rosters.change_state": ("planner",),
        "rosters.open_shortage": ("planner",),
        "rosters.plan_shift": ("planner",),
        "rosters.assign_shift": ("planner",),
        "rosters.take_shift": ("member",),
        "rosters.offer_shift": ("member",),
        "rosters.swap_shift": ("member",),
        "rosters.record_hours": ("member", "planner"),
        "rosters.report_absence": ("member", "planner"),
        "rosters.agree_to_asks": (EVERYONE,),
        "rosters.seek_replacement": ("planner", "member"),
        "rosters.answer_ask": (EVERYONE,),
        "rosters.make_wish": ("member",),
        "rosters.see_changes": ("member",),
        "rosters.see_rounds": ("member", "planner"),
        "rosters.open_rounds": ("planner",),
        "rosters.take_gap": ("member",),
        "rosters.see_fairness": ("member", "planner", "controller", "auditor"),
        "rosters.agree_points": ("planner",),
        "rosters.see_own": ("member", "planner", "resident", "relative"),
    }
)
