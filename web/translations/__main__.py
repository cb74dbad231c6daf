"""Bring the English catalogue up to date: new sentences come in without a translation, those that are gone go out."""

from __future__ import annotations

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from web.language import CATALOGUE
from web.translations.collect import sentences

# written by hand: Babel's own holds the time, and a file that did not change must not change
HEADER = b"""# Dutch to English, for every page.
msgid ""
msgstr ""
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def update() -> list[str]:
    """Write the catalogue; the Dutch sentences that still need an English one."""
    standing = Catalog(locale="en")
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            standing = read_po(file, locale="en")
    fresh = Catalog(locale="en", fuzzy=False)
    missing = []
    for message in sentences():
        if not message.id:
            continue
        known = standing.get(message.id)
        fresh.add(message.id, known.string if known else None, locations=message.locations)
        strings = fresh[message.id].string
        if not all(strings) if isinstance(strings, (tuple, list)) else not strings:
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    with CATALOGUE.open("wb") as file:
        file.write(HEADER)
        write_po(file, fresh, width=120, include_lineno=False, sort_output=True, omit_header=True)
    return missing


if __name__ == "__main__":
    for sentence in update():
        print(sentence)
