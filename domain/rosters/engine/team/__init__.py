"""Rosters for a real team: `problem` is what is asked, `answer` what is said.

`contradictions.wanting` says what cannot be before anything is tried; `propose.propose` makes alternatives and
`replan.replan` makes a standing roster again; `explain.why` and `explain.why_not` say why; `conflict.conflict` says
what is in the way when there is no answer, and what would help.
"""
