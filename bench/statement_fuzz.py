"""Bank statements changed at random: each is read whole or refused by name, never anything else.

    python -m bench.statement_fuzz [--mutations 10000] [--seed 1]

Prints how many were read and how often each refusal was given; ends with 1 at the first file that does neither, and
writes that file.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from domain.finance.statements import Statement, identities, read_statements
from domain.finance.statements.refusals import StatementRefused

_PIECES = (
    b"<", b">", b"&a;", b"<!DOCTYPE a>", b"]]>", b"<![CDATA[", b"<!--", b"<?x?>", b":61:", b":62F:", b":60F:", b":20:",
    b"\r", b"\n", b"\0", b"\xff\xfe", b"\xc3", b"-", b",", b".", b"0" * 40, b"9" * 40, b"EUR", b"D", b"{4:", b"-}",
    b"\xe2\x88\x92", b"\xd9\xa3", b"PK\x01\x02", b'Ccy="', b"</Ntry>", b"</Stmt>", b"<Ntry>", b"<Stmt>",
)  # fmt: skip


class NeitherReadNorRefused(Exception):
    """A file that made the reader do something else; it holds the file."""

    def __init__(self, data: bytes) -> None:
        super().__init__(f"{len(data)} bytes")
        self.data = data


def main() -> int:
    """0 when every file was read or refused."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--mutations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.process_time()
    try:
        outcomes = fuzz(asked.mutations, asked.seed)
    except NeitherReadNorRefused as found:
        Path("statement_fuzz.found").write_bytes(found.data)
        print(f"statement_fuzz.found ({found}): {found.__cause__!r}")
        return 1
    for outcome, times in outcomes.most_common():
        print(f"{times:>7} {outcome}")
    print(f"{asked.mutations} files in {time.process_time() - began:.1f} s of CPU")
    return 0


def fuzz(mutations: int, seed: int) -> Counter[str]:
    """How often each outcome was found."""
    # here, since `bench list` imports every module and must do without what only tests need
    from tests.finance.statements.files import seeds

    found: Counter[str] = Counter()
    for data in changed(seeds(), mutations, seed):
        try:
            statements = read_statements(data)
        except StatementRefused as refusal:
            if "{" in refusal.template() and not refusal.details:
                raise NeitherReadNorRefused(data) from refusal
            found[type(refusal).__name__] += 1
        except Exception as other:
            raise NeitherReadNorRefused(data) from other
        else:
            found["read"] += 1
            if not _right(statements):
                raise NeitherReadNorRefused(data)
    return found


def changed(seeds: list[bytes], mutations: int, seed: int) -> Iterator[bytes]:
    """Files with one to six changes each."""
    chance = Random(seed)
    for _ in range(mutations):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.choice((1, 1, 2, 3, 6))):
            _change(data, chance, seeds)
        yield bytes(data)


def _change(data: bytearray, chance: Random, seeds: list[bytes]) -> None:
    place = chance.randrange(len(data) + 1)
    length = chance.choice((1, 1, 2, 5, 20, 100))
    match chance.randrange(7):
        case 0 if place < len(data):
            data[place] ^= 1 << chance.randrange(8)
        case 1:
            del data[place : place + length]
        case 2:
            data[place:place] = data[place : place + length] * chance.choice((1, 2, 30))
        case 3:
            data[place:place] = chance.choice(_PIECES)
        case 4:
            data[place : place + length] = chance.choice(_PIECES)
        case 5:
            other = chance.choice(seeds)
            begin = chance.randrange(len(other))
            data[place:place] = other[begin : begin + 300]
        case _:
            data[place : place + 1] = chance.randbytes(1)


def _right(statements: tuple[Statement, ...]) -> bool:
    """What was read adds up, in whole cents, with a key for each line."""
    for one in statements:
        cents = [one.opening, one.closing, *(line.cents for line in one.lines)]
        if any(type(amount) is not int for amount in cents) or sum(cents[2:]) != one.closing - one.opening:
            return False
    keys = [identities(*(one for one in statements if one.account == account)) for account in _accounts(statements)]
    return all(len(set(found)) == len(found) for found in keys) and bool(statements)


def _accounts(statements: tuple[Statement, ...]) -> set[str]:
    return {one.account for one in statements}


if __name__ == "__main__":
    sys.exit(main())
