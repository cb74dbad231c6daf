"""How much of a file is read at most. A home has some hundreds of lines a month."""

MOST_BYTES = 20_000_000
"""Unpacked. Ten years of a home in CAMT are about this much; more is a mistake or an attack."""
MOST_LINES = 50_000
"""All in memory, shown before they are taken, and booked in one transaction."""
MOST_FIELDS = 250_000
"""Of MT940: each line has two or three."""
MOST_FILES = 400
"""In a ZIP: banks put in a file for each day, and there are 366 of those in a year."""
MOST_ELEMENTS = 300_000
"""XML elements held at once: each takes some 300 bytes, so `<b/>` a million times is a small bomb. A line is dropped
when it is read; a batch of 5,000 payments of 50 elements fits."""
LONGEST_MARKUP = 1_000_000
"""Characters from one `<` to the next: a tag with its attributes, or a text."""
DEEPEST = 32
"""CAMT nests about 15 deep."""
LONGEST_TEXT = 1_000
"""Characters of a description that are kept: nine lines of 140 are the most a bank sends."""
LONGEST_DESCRIPTION = 20 * LONGEST_TEXT
"""Characters of a description that are looked at, to find who and what in them."""
LONGEST_NAME = 140
LONGEST_FILE = 200
"""Characters of the name of a file in a ZIP: banks put the account and both days in it."""
LONGEST_REFERENCE = 70
