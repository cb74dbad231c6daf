"""Rosters for a real team: `problem` is what is asked, `answer` what is said, `form` both as JSON."""
