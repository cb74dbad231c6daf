"""Makes rosters: column generation over whole schedules, one for each person.

`model` says what a roster may be and costs; `pricing` finds a person's best schedule; `master` weighs schedules
against each other; `dive` and `neighbourhood` make whole rosters of them; `proof` shows that none is better;
`search` is what one process does and `solve` what several do together. Nothing here knows the store or the web.
"""
