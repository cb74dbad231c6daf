"""Measurements: commands that print figures, as ratios within one run. Tests never look at the time."""
