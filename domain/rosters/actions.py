"""Who may do what with rosters."""

from domain.kernel import declare

LOOK = ("member", "planner", "resident", "relative", "kerngroep", "controller", "auditor")

declare(
    {
        "rosters.see_roster": LOOK,
        "rosters.see_findings": ("member", "planner", "controller", "auditor"),
        "rosters.change_demand": ("planner",),
        "rosters.draft_roster": ("planner",),
        "rosters.change_state": ("planner",),
        "rosters.plan_shift": ("planner",),
        "rosters.assign_shift": ("planner",),
        "rosters.take_shift": ("member",),
        "rosters.offer_shift": ("member",),
        "rosters.swap_shift": ("member",),
        "rosters.record_hours": ("member", "planner"),
        "rosters.report_absence": ("member", "planner"),
        "rosters.make_wish": ("member",),
        "rosters.see_changes": ("member",),
        "rosters.see_own": ("member", "planner", "resident", "relative"),
    }
)
