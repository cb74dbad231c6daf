"""What is wrong in a field of a call, in the language of the answer: marshmallow says it in English only."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l

_WHY = [
    (re.compile(pattern), told)
    for pattern, told in (
        (r"Missing data for required field\.", _l("Dit veld moet erbij.")),
        (r"Unknown field\.", _l("Dit veld is er niet.")),
        (r"Field may not be null\.", _l("Hier moet iets staan.")),
        (r"Not a valid integer\.", _l("Dit is geen heel getal.")),
        (r"Not a valid string\.", _l("Dit is geen tekst.")),
        (r"Not a valid boolean\.", _l("Dit is geen ja of nee.")),
        (r"Not a valid (list|mapping type)\.", _l("Dit heeft niet de goede vorm.")),
        (r"Not a valid date\.", _l("Dit is geen dag. Schrijf hem als 2026-03-31.")),
        (r"Not a valid (time|datetime)\.", _l("Dit is geen tijd.")),
        (r"Must be one of: (?P<what>.*)\.", _l("Kies een van: {what}.")),
        (r"Length must be between (?P<least>\d+) and (?P<most>\d+)\.", _l("Schrijf {least} tot {most} tekens.")),
        (r"Longer than maximum length (?P<most>\d+)\.", _l("Schrijf hoogstens {most} tekens.")),
        (r"Shorter than minimum length (?P<least>\d+)\.", _l("Schrijf minstens {least} tekens.")),
        (
            r"Must be greater than or equal to (?P<least>\S+) and less than or equal to (?P<most>\S+)\.",
            _l("Het is minstens {least} en hoogstens {most}."),
        ),
        (r"32 lower-case hex digits", _l("Het zijn 32 hexadecimale cijfers, in kleine letters.")),
        (r"1 to 3 letters or digits", _l("Het zijn 1 tot 3 letters of cijfers.")),
        (r"String does not match expected pattern\.", _l("Dit heeft niet de goede vorm.")),
    )
]


def told(why: str) -> str:
    """What marshmallow says of a value, for people; what is not known here as it says it."""
    for pattern, sentence in _WHY:
        if found := pattern.fullmatch(why):
            return str(sentence).format(**found.groupdict())
    return why
