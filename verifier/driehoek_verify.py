#!/usr/bin/env python3
"""Controleert een logboek of een bewijsbundel van driehoek tegen een controlepunt dat je zelf bewaard hebt.

Eén bestand, alleen Python zelf (3.9 of nieuwer), geen regel code van driehoek. Wat het nagaat en hoe staat in
docs/verify.md; de regels zijn die van RFC 9162 (de boom), RFC 8032 (de handtekening) en C2SP (het controlepunt).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import sqlite3
import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

ALL_GOOD, SOMETHING_WRONG, NOT_CHECKED = 0, 1, 2
TOLD = 20
BROKEN = (sqlite3.Error, UnicodeError, MemoryError)


class Unusable(Exception):
    """What was given cannot be checked: exit 2."""


class Forged(Exception):
    """A signature or a proof does not hold: exit 1."""


# ---- the tree: RFC 9162, section 2.1


def sha256(data: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(data).digest()


def leaf_of(position: int, originator_id: str, version: int, topic: str, state: bytes) -> bytes:
    """The hash of one row: each field with its length before it."""
    fields = (str(position).encode(), originator_id.encode(), str(version).encode(), topic.encode(), state)
    return sha256(b"\0" + b"".join(len(field).to_bytes(8, "big") + field for field in fields))


def root_of(leaves: bytes | bytearray | memoryview, start: int, end: int) -> bytes:
    """The root over the leaves from start to end; leaves is one long row of 32-byte hashes."""
    size = end - start
    if size == 0:
        return sha256(b"")
    if size == 1:
        return bytes(leaves[32 * start : 32 * end])
    middle = start + (1 << ((size - 1).bit_length() - 1))
    return sha256(b"\1" + root_of(leaves, start, middle) + root_of(leaves, middle, end))


def is_included(leaf: bytes, rank: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2."""
    if rank >= size:
        return False
    fn, sn, r = rank, size - 1, leaf
    for p in proof:
        if sn == 0:
            return False
        if fn % 2 == 1 or fn == sn:
            r = sha256(b"\1" + p + r)
            while fn % 2 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha256(b"\1" + r + p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def is_consistent(first: int, second: int, proof: list[bytes], first_root: bytes, second_root: bytes) -> bool:
    """RFC 9162, 2.1.4.2."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    if not path:
        return False
    fn, sn = first - 1, second - 1
    while fn % 2 == 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn % 2 == 1 or fn == sn:
            fr, sr = sha256(b"\1" + c + fr), sha256(b"\1" + c + sr)
            while fn % 2 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = sha256(b"\1" + sr + c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


# ---- the signature: Ed25519, RFC 8032, section 5.1; checking only

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D: int = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)
Point = tuple[int, int, int, int]


def add(p: Point, q: Point) -> Point:
    """The sum of two points of the curve."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    """A point added to itself so often."""
    result = NEUTRAL
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def same(p: Point, q: Point) -> bool:
    """Whether two ways of writing are one point."""
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point_of(data: bytes) -> Point | None:
    """The point that these 32 bytes write in the one right way, or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x % 2 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or NEUTRAL


def is_signed(public: bytes, text: bytes, signature: bytes) -> bool:
    """Whether the signature is right; strict: no second way to write a number or a point, no weak points."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = point_of(public), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or same(times(8, a), NEUTRAL):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % L
    return same(times(s, BASE), add(r, times(k, a)))


# ---- the checkpoint: C2SP signed-note and tlog-checkpoint


def unbase64(text: str, length: int | None = None) -> bytes:
    """The bytes, only from the one right way to write them."""
    try:
        value = base64.b64decode(text, validate=True)
    except ValueError:
        raise Unusable(f"Dit is geen base64: {text[:60]}") from None
    if base64.b64encode(value).decode() != text or length not in (None, len(value)):
        raise Unusable(f"Dit is geen goede base64: {text[:60]}")
    return value


class Key:
    """A public key: name+id+base64."""

    def __init__(self, text: str) -> None:
        match = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", text.strip())
        data = unbase64(match[3], 33) if match else b"\0"
        self.name, self.public = match[1] if match else "", data[1:]
        self.id = sha256(self.name.encode() + b"\n\x01" + self.public)[:4]
        if not match or data[0] != 1 or self.id.hex() != match[2] or not self.name.isprintable():
            raise Unusable(f"Dit is geen openbare sleutel: {text.strip()[:80]}")


class Checkpoint:
    """A checkpoint as it was read; its signature is checked by `check`."""

    SHAPE = re.compile(
        r"(?P<origin>[^\s+]+)\n(?P<size>0|[1-9][0-9]{0,18})\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
        r"position (?P<position>0|[1-9][0-9]{0,18})\n"
        r"time (?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)\n"
        r"positions (?P<positions>[A-Za-z0-9+/]{43}=)\n"
    )

    def __init__(self, data: bytes, name: str, path: str = "") -> None:
        self.name, self.path = name, path
        self.hashes: memoryview | None = None
        self.expected: array[int] = array("q")
        try:
            text, blank, signed = data.decode().rpartition("\n\n")
        except UnicodeDecodeError:
            raise Unusable(f"{name} is geen controlepunt: het is geen gewone tekst.") from None
        match = self.SHAPE.fullmatch(text + "\n") if blank else None
        lines = signed.split("\n")[:-1]
        strange = not (text + signed).replace("\n", "").isprintable()
        if not match or strange or not lines or not signed.endswith("\n") or len(data) > 1 << 20:
            raise Unusable(f"{name} is geen controlepunt van driehoek, of het is beschadigd.")
        self.origin, self.time, self.text = match["origin"], match["time"], (text + "\n").encode()
        self.size, self.position = int(match["size"]), int(match["position"])
        self.root, self.positions = unbase64(match["root"], 32), unbase64(match["positions"], 32)
        self.signatures = [self.signature(line) for line in lines]

    def signature(self, line: str) -> tuple[str, bytes, bytes]:
        """Name, key id and signature."""
        match = re.fullmatch("\u2014 ([^\\s+]+) (\\S+)", line)
        value = unbase64(match[2]) if match else b""
        if not match or len(value) < 5:
            raise Unusable(f"{self.name}: dit is geen handtekening: {line[:60]}")
        return match[1], value[:4], value[4:]

    def check(self, key: Key) -> None:
        """Raises Forged unless this key signed it."""
        own = [signature for name, id, signature in self.signatures if (name, id) == (key.name, key.id)]
        if not own:
            raise Forged(f"{self.name} is niet getekend met de sleutel {key.name}.")
        if not all(is_signed(key.public, self.text, signature) for signature in own):
            raise Forged(f"De handtekening onder {self.name} klopt niet.")

    def signers(self) -> list[tuple[str, bytes]]:
        """The name and id of each key that it says to be signed with."""
        return [(name, id) for name, id, _ in self.signatures]

    def take_hashes(self, path: str) -> None:
        """The hash of every fact, only when together they are what was signed; raises Unusable."""
        data = read(path)
        header = data.split(b"\n", 4)[:4]
        body = memoryview(data)[sum(len(line) + 1 for line in header) :]
        try:
            magic, size, runs, blank = (line.decode("ascii") for line in header)
            expected = array("q")
            for run in filter(None, runs.split(",")):
                first, last = map(int, run.split("-"))
                expected.extend(range(first, min(last, first + self.size) + 1))
        except (ValueError, OverflowError):
            raise Unusable(f"{path} is geen bestand met hashes.") from None
        right = (magic, size, blank) == ("driehoek/hashes/1", str(self.size), "")
        right = right and len(expected) == self.size and len(body) == 32 * self.size
        if not right or sha256(runs.encode()) != self.positions or root_of(body, 0, self.size) != self.root:
            raise Unusable(f"{path} hoort niet bij {self.name} of is beschadigd; de controle ging door zonder.")
        self.expected, self.hashes = expected, body


def read(path: str, size: int = -1) -> bytes:
    """The bytes of a file."""
    try:
        with open(path, "rb") as file:
            return file.read(size)
    except OSError as error:
        raise Unusable(f"{path} kan niet gelezen worden: {error.strerror}.") from None


def given_key(text: str | None) -> Key | None:
    """The key that is written out, or that stands in a file."""
    return Key(read(text).decode("utf-8", "replace") if os.path.exists(text) else text) if text else None


def kept_checkpoint(path: str, given: Key | None, keys: list[Key], notices: list[str]) -> Checkpoint:
    """A checkpoint from a file, its signature checked with the key given, else with the one beside it."""
    point = Checkpoint(read(path), os.path.basename(path), path)
    beside = Key(read(path + ".pub").decode("utf-8", "replace")) if os.path.exists(path + ".pub") else None
    if key := given or beside:
        point.check(key)
        keys.append(key)
    else:
        notices.append(f"De handtekening onder {point.name} is niet nagegaan: geef de openbare sleutel met --key.")
    return point


# ---- a log: every row of events.db


class Log:
    """The rows of an events.db: positions, leaf hashes, and what is wrong with a row by itself."""

    def __init__(self, path: str) -> None:
        for suffix in ("-wal", "-journal"):
            if os.path.exists(path + suffix) and os.path.getsize(path + suffix):
                raise Unusable(
                    f"Naast {path} staat {os.path.basename(path)}{suffix}: dit is geen afgeronde kopie. "
                    "Maak er een met:\n"
                    "  sqlite3 events.db \"VACUUM INTO 'kopie.db'\""
                )
        self.positions: array[int] = array("q")
        self.leaves = bytearray()
        self.found: list[tuple[int, str]] = []
        self.ends: str | None = None
        connection = sqlite3.connect(f"file:{quote(os.path.abspath(path))}?mode=ro&immutable=1", uri=True)
        connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            self.read(connection)
        except BROKEN as error:
            self.ends = str(error)
        self.damage = integrity(connection)
        connection.close()

    def read(self, connection: sqlite3.Connection) -> None:
        """Read all rows in order, as far as the file lets itself be read."""
        tables = connection.execute(SCHEMA).fetchall()
        if [kind for kind, _ in tables] != ["table"] or not str(tables[0][1]).upper().startswith("CREATE TABLE"):
            raise sqlite3.DatabaseError("de tabel stored_events ontbreekt")
        # a column that is computed may show one thing here and another at the organisation
        if any(hidden for (hidden,) in connection.execute(COLUMNS)):
            raise sqlite3.DatabaseError("de tabel stored_events is een andere")
        versions: dict[Any, int] = {}
        last = 0
        for row in connection.execute(ROWS):
            position, originator, version = row[:3]
            if type(position) is not int or position <= last:
                self.found.append((position if type(position) is int else last + 1, "OutOfOrder"))
                continue
            last = position
            self.positions.append(position)
            leaf, readable = self.leaf(row)
            self.leaves += leaf
            if not readable:
                self.found.append((position, "FactUnreadable"))
            expected = versions.get(originator, 0) + 1
            if version != expected:
                self.found.append((position, "VersionGap"))
            versions[originator] = version if type(version) is int else expected

    @staticmethod
    def leaf(row: Sequence[Any]) -> tuple[bytes, bool]:
        """The leaf hash (32 zero bytes for a row that driehoek never writes), and whether the fact can be read."""
        if [type(value) for value in row] != [int, str, int, str, bytes]:
            return bytes(32), False
        try:
            leaf = leaf_of(*row)
        except UnicodeEncodeError:
            return bytes(32), False
        try:
            return leaf, isinstance(json.loads(row[4]), dict)
        except (ValueError, RecursionError):
            return leaf, False


SCHEMA = "SELECT type, sql FROM sqlite_master WHERE name = 'stored_events' COLLATE NOCASE"
ROWS = (
    "SELECT position, originator_id, originator_version, topic, state FROM stored_events NOT INDEXED ORDER BY position"
)
COLUMNS = "SELECT hidden FROM pragma_table_xinfo('stored_events')"


def integrity(connection: sqlite3.Connection) -> str | None:
    """What SQLite itself finds wrong: an index that hides a fact, say."""
    try:
        result = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except BROKEN as error:
        return str(error)
    return None if result == "ok" else " ".join(str(result).split())


def compare(log: Log, point: Checkpoint, hashes: memoryview) -> Iterator[tuple[int, str]]:
    """What differs between the log and the hashes that the checkpoint was signed for, by position."""
    at, end = 0, len(log.positions)
    for rank, position in enumerate(point.expected):
        while at < end and log.positions[at] < position:
            yield log.positions[at], "FactAdded"
            at += 1
        if at == end and log.ends is not None:
            yield position, "LogEndsHere"
            return
        if at == end or log.positions[at] != position:
            yield position, "FactMissing"
            continue
        if log.leaves[32 * at : 32 * at + 32] != hashes[32 * rank : 32 * rank + 32]:
            yield position, "FactChanged"
        at += 1


def compare_roots(log: Log, points: list[Checkpoint]) -> tuple[int, int] | None:
    """Between which positions the log stops being what was signed, from checkpoints without hashes."""
    held = 0
    for point in sorted(points, key=lambda point: point.size):
        long_enough = len(log.positions) >= point.size
        right = long_enough and root_of(log.leaves, 0, point.size) == point.root
        if not right or (point.size and log.positions[point.size - 1] != point.position):
            return min(held + 1, point.position), point.position
        held = point.position
    return None


def check_log(path: str, points: list[Checkpoint]) -> dict[str, Any]:
    """Everything that is wrong with a log, as a report."""
    log = Log(path)
    last = log.positions[-1] if log.positions else 0
    spoken_of = max((point.position for point in points if point.hashes is not None), default=0)
    exact = {item for item in log.found if item[1] != "FactUnreadable" or item[0] > spoken_of}
    if log.ends is not None and all(point.hashes is None for point in points):
        exact.add((last + 1, "LogEndsHere"))
    for point in points:
        if point.hashes is not None:
            exact.update(compare(log, point, point.hashes))
    found = sorted(exact)
    between = compare_roots(log, [point for point in points if point.hashes is None])
    sure = [position for position, what in found if what in ("FactChanged", "FactMissing", "FactAdded")]
    if between and sure and sure[0] <= between[1]:
        between = None
    covered = max((point.position for point in points), default=0)
    later = [position for position in log.positions if position > covered]
    return {
        "ok": not found and not between and not log.damage,
        "checked": len(log.positions),
        "position": last,
        "first_wrong": min(
            [at for at, _ in found] + [between[0]] if between else [at for at, _ in found], default=None
        ),
        "between": between,
        "found": [{"position": at, "what": what, "sentence": sentence(at, what, log)} for at, what in found[:TOLD]],
        "more": len(found) > TOLD,
        "damage": log.damage,
        "covered": covered,
        "not_covered": {"count": len(later), "from": later[0], "to": last} if later else None,
    }


def sentence(position: int, what: str, log: Log) -> str:
    """What is wrong, for people."""
    return f"Positie {position}: {SENTENCES[what].format(ends=log.ends)}"


SENTENCES = {
    "FactChanged": "dit feit is veranderd nadat het controlepunt getekend was.",
    "FactMissing": "hier stond een feit toen het controlepunt getekend werd, en nu niet meer.",
    "FactAdded": "dit feit is later tussengevoegd.",
    "FactUnreadable": "dit feit is beschadigd.",
    "VersionGap": "in de reeks waar dit feit bij hoort ontbreekt hiervoor een feit, of staat er een dubbel.",
    "OutOfOrder": "dit feit staat niet op zijn plaats in de volgorde.",
    "LogEndsHere": "vanaf hier kan het logboek niet meer gelezen worden ({ends}).",
}


# ---- a bundle: some facts with their proofs


def check_bundle(data: bytes, points: list[Checkpoint], keys: list[Key]) -> dict[str, Any]:
    """Checks a bundle; raises Forged or Unusable, else gives the report."""
    try:
        bundle = json.loads(data)
        if bundle["form"] != "driehoek-evidence/1":
            raise Unusable("Deze bundel heeft een vorm die dit programma niet kent.")
        newest = Checkpoint(bundle["checkpoint"].encode(), "het controlepunt in de bundel")
        older = (
            Checkpoint(bundle["older"]["checkpoint"].encode(), "het oudere controlepunt") if bundle["older"] else None
        )
        steps = [unbase64(step, 32) for step in bundle["older"]["proof"]] if older else []
        facts = [Fact(fact) for fact in bundle["facts"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unusable("Dit is geen bewijsbundel van driehoek, of hij is beschadigd.") from None
    if not points and not keys:
        raise Unusable("Geef met --checkpoint het controlepunt dat je bewaard hebt, of met --key de openbare sleutel.")
    for point in [newest, older] if older else [newest]:
        if keys:
            point.check(next((key for key in keys if (key.name, key.id) in point.signers()), keys[0]))
        if point.origin != newest.origin:
            raise Forged("De controlepunten in de bundel horen bij verschillende logboeken.")
    if older and not is_consistent(older.size, newest.size, steps, older.root, newest.root):
        raise Forged("Het bewijs dat het logboek na het oudere controlepunt alleen gegroeid is, klopt niet.")
    for point in points:
        joins(point, newest, older)
    for fact in facts:
        fact.check(newest)
    kept = max((point.size for point in points), default=0)
    return {
        "ok": True,
        "facts": [fact.told(kept) for fact in facts],
        "checkpoint": {"origin": newest.origin, "size": newest.size, "position": newest.position, "time": newest.time},
        "since": older.time if older else None,
    }


class Fact:
    """A fact in a bundle, with the proof that it stands in the log."""

    def __init__(self, fact: dict[str, Any]) -> None:
        self.rank, self.position, self.version = fact["rank"], fact["position"], fact["originator_version"]
        self.originator, self.topic = fact["originator_id"], fact["topic"]
        numbers, texts = (self.rank, self.position, self.version), (self.originator, self.topic)
        if [type(value) for value in (*numbers, *texts)] != [int, int, int, str, str] or min(numbers) < 0:
            raise ValueError("types")
        (self.originator + self.topic).encode()
        self.state = unbase64(fact["state"])
        self.proof = [unbase64(step, 32) for step in fact["proof"]]

    def check(self, point: Checkpoint) -> None:
        """Raises Forged unless it stood in the log when the checkpoint was signed."""
        leaf = leaf_of(self.position, self.originator, self.version, self.topic, self.state)
        inside = self.rank < self.position <= point.position
        if not inside or not is_included(leaf, self.rank, point.size, self.proof, point.root):
            raise Forged(f"Positie {self.position}: het bewijs dat dit feit in het logboek staat, klopt niet.")

    def told(self, kept: int) -> dict[str, Any]:
        """What the report says of it; kept: whether the auditor's own checkpoint speaks of it."""
        state = self.state.decode("utf-8", "replace")
        return {"position": self.position, "topic": self.topic, "state": state, "kept": self.rank < kept}


def joins(point: Checkpoint, newest: Checkpoint, older: Checkpoint | None) -> None:
    """A checkpoint that the auditor kept must be one of the two in the bundle."""
    for other in [newest, older] if older else [newest]:
        if point.size == other.size:
            if point.text.split(b"time ")[0] != other.text.split(b"time ")[0] or point.positions != other.positions:
                raise Forged(f"De bundel spreekt {point.name} tegen: er zijn twee verschillende logboeken getoond.")
            return
    raise Unusable(
        f"De bundel sluit niet aan op {point.name} ({point.size} feiten). "
        "Vraag een bundel met een bewijs vanaf dat controlepunt."
    )


# ---- the command


def arguments(given: list[str] | None) -> argparse.Namespace:
    """What the command was asked."""
    parser = argparse.ArgumentParser(
        description="Controleert een kopie van events.db, of een bewijsbundel van driehoek, tegen een controlepunt.",
        epilog="Eindigt met 0 als alles klopt, 1 als er iets niet klopt, 2 als het niet nagegaan kon worden.",
    )
    parser.add_argument("file", metavar="BESTAND", help="een kopie van events.db, of een bewijsbundel (.json)")
    parser.add_argument(
        "--checkpoint", metavar="CP", action="append", default=[],
        help="het controlepunt dat je bewaard hebt; CP.hashes en CP.pub ernaast worden gebruikt (mag vaker)",
    )  # fmt: skip
    parser.add_argument("--hashes", metavar="H", help="de hashes bij het controlepunt, als ze niet CP.hashes heten")
    parser.add_argument("--key", metavar="SLEUTEL", help="de openbare sleutel, of een bestand met de sleutel")
    parser.add_argument("--json", action="store_true", help="schrijf de uitkomst als JSON")
    options = parser.parse_args(given)
    if options.hashes and len(options.checkpoint) != 1:
        parser.error("--hashes hoort bij één --checkpoint")
    return options


def check(options: argparse.Namespace) -> dict[str, Any]:
    """Checks what was given; raises Forged or Unusable, else gives the report."""
    notices: list[str] = []
    key = given_key(options.key)
    keys = [key] if key else []
    points = [kept_checkpoint(path, key, keys, notices) for path in options.checkpoint]
    if read(options.file, 64).lstrip()[:1] == b"{":
        # some facts are not a whole log: whoever asked for the log must not be told that all is well
        if not options.file.endswith(".json"):
            raise Unusable(f"{options.file} is geen logboek maar een bewijsbundel. Die heeft een naam op .json.")
        report = check_bundle(read(options.file), points, keys)
        if not points:
            notices.append(
                "Met alleen een sleutel weet je dat de organisatie dit zegt. Wie haar sleutel heeft, kan het ook later "
                "gemaakt hebben. Meer weet je met --checkpoint en een controlepunt dat je zelf bewaard hebt."
            )
    else:
        for point in points:
            hashes = options.hashes or point.path + ".hashes"
            try:
                if options.hashes or os.path.exists(hashes):
                    point.take_hashes(hashes)
            except Unusable as reason:
                notices.append(str(reason))
        if not points:
            notices.append("Zonder --checkpoint is alleen gekeken of het logboek in zichzelf klopt.")
        report = check_log(options.file, points)
    report["notices"] = notices
    return report


def tell(report: dict[str, Any]) -> Iterator[str]:
    """The report in sentences."""
    for notice in report["notices"]:
        yield f"Let op: {notice}"
    if "facts" in report:
        point = report["checkpoint"]
        yield f"Klopt: deze feiten stonden in {point['origin']} toen dat {point['size']} feiten had ({point['time']})."
        if report["since"]:
            yield f"Sinds het controlepunt van {report['since']} is het logboek alleen gegroeid."
        for fact in report["facts"]:
            alone = "" if fact["kept"] else "  (geen controlepunt van jou spreekt hierover, alleen de organisatie)"
            yield f"  {fact['position']} {fact['topic']} {fact['state']}{alone}"
        return
    for item in report["found"]:
        yield item["sentence"]
    if report["more"]:
        yield "En er is meer mis dan hier staat."
    if report["between"]:
        first, last = report["between"]
        yield f"Tussen positie {first} en {last} klopt het logboek niet met het controlepunt."
    if report["damage"]:
        yield f"Het bestand zelf is beschadigd: {report['damage']}"
    if report["between"] and report["between"][0] == report["first_wrong"]:
        first, last = report["between"]
        yield f"NIET GOED. De eerste positie die niet klopt ligt tussen {first} en {last}."
    elif report["first_wrong"] is not None:
        yield f"NIET GOED. De eerste positie die niet klopt: {report['first_wrong']}."
    elif report["ok"]:
        yield f"Goed: {report['checked']} feiten nagegaan, tot en met positie {report['position']}."
    if later := report["not_covered"]:
        yield (
            f"Nog niet vastgelegd door een controlepunt: {later['count']} feiten, "
            f"positie {later['from']} tot en met {later['to']}."
        )


def plain(line: str) -> str:
    """The line without signs that could hide or rewrite what a screen shows."""
    return "".join(sign if sign.isprintable() else f"<{ord(sign):x}>" for sign in line)


def main(given: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    options = arguments(given)
    try:
        report = check(options)
        code = ALL_GOOD if report["ok"] else SOMETHING_WRONG
    except (Forged, Unusable) as reason:
        report = {"ok": False, "error": str(reason)}
        code = SOMETHING_WRONG if isinstance(reason, Forged) else NOT_CHECKED
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    elif "error" in report:
        print("\n".join(map(plain, report["error"].split("\n"))), file=sys.stderr)
    else:
        print("\n".join(map(plain, tell(report))))
    return code


if __name__ == "__main__":
    sys.exit(main())
