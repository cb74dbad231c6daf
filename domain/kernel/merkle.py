"""The Merkle tree over the log (RFC 9162, section 2.1): leaves, roots, and proofs that a history only grew."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from struct import Struct

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

Subtree = Callable[[int, int], bytes]
"""The root over the leaves from a rank up to (not including) another; the first is where a whole subtree begins."""

_length = Struct(">Q").pack
_BATCH = 1 << 12


def leaf_hash(position: int, originator_id: str, originator_version: int, topic: str, state: bytes) -> bytes:
    """The hash of one fact as it is stored: every field with its length, so that no two rows can look alike."""
    at, version = b"%d" % position, b"%d" % originator_version
    originator, named = originator_id.encode(), topic.encode()
    fields = (_length(len(at)), at, _length(len(originator)), originator, _length(len(version)), version)
    return sha256(
        b"".join((b"\0", *fields, _length(len(named)), named, _length(len(state)), state)),
    ).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(b"\1" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root of a whole subtree: of 1, 2, 4, 8, ... hashes."""
    while len(hashes) > 1:
        pairs = iter(hashes)
        hashes = [sha256(b"\1" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
    return hashes[0]


class CompactRange:
    """The root of a growing tree, with one hash for each bit of its size."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add the next leaf."""
        self._push(leaf, 1)

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaves in order, in whole subtrees where that is quicker."""
        source = iter(leaves)
        while self.size % _BATCH and (leaf := next(source, None)) is not None:
            self._push(leaf, 1)
        while len(batch := list(islice(source, _BATCH))) == _BATCH:
            self._push(fold(batch), _BATCH)
        for leaf in batch:
            self._push(leaf, 1)

    def root(self) -> bytes:
        """The root of the leaves so far."""
        return join(self._peaks) if self._peaks else EMPTY_ROOT

    def _push(self, hash: bytes, leaves: int) -> None:
        carry = self.size // leaves
        while carry & 1:
            hash = node_hash(self._peaks.pop(), hash)
            carry >>= 1
        self._peaks.append(hash)
        self.size += leaves


def join(peaks: Sequence[bytes]) -> bytes:
    """The root over whole subtrees that stand side by side, the largest first."""
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of these leaves."""
    tree = CompactRange()
    tree.extend(leaves)
    return tree.root()


def whole_subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The whole subtrees (level, index at that level) that together are this range, the largest first."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def in_memory(leaves: Sequence[bytes]) -> Subtree:
    """Subtrees of leaves that are all at hand."""
    return lambda start, end: root_of(leaves[start:end])


def inclusion_proof(rank: int, size: int, subtree: Subtree) -> list[bytes]:
    """What leads from the leaf at a rank to the root of a tree of `size` (RFC 9162, 2.1.3.1)."""
    if not 0 <= rank < size:
        raise IndexError(rank)
    proof, start, end = [], 0, size
    while end - start > 1:
        middle = start + _left(end - start)
        if rank < middle:
            proof.append(subtree(middle, end))
            end = middle
        else:
            proof.append(subtree(start, middle))
            start = middle
    return proof[::-1]


def inclusion_holds(leaf: bytes, rank: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from this leaf to this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= rank < size:
        return False
    first, last, hash = rank, size - 1, leaf
    for step in proof:
        if last == 0 or len(step) != HASH_SIZE:
            return False
        if first & 1 or first == last:
            hash = node_hash(step, hash)
            first, last = _climb(first, last)
        else:
            hash = node_hash(hash, step)
        first, last = first >> 1, last >> 1
    return last == 0 and hash == root


def consistency_proof(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """What shows that a tree of `new` leaves begins with the tree of `old` leaves (RFC 9162, 2.1.4.1)."""
    if not 0 < old <= new:
        raise IndexError(old)
    proof, start, end, standing = [], 0, new, True
    while old != end:
        middle = start + _left(end - start)
        if old <= middle:
            proof.append(subtree(middle, end))
            end = middle
        else:
            proof.append(subtree(start, middle))
            start, standing = middle, False
    if not standing:
        proof.append(subtree(start, end))
    return proof[::-1]


def consistency_holds(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the proof shows that the newer tree begins with the older one (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new or any(len(step) != HASH_SIZE for step in proof):
        return False
    if old == new:
        return not proof and old_root == new_root
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        return False
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            before, after = node_hash(step, before), node_hash(step, after)
            first, last = _climb(first, last)
        else:
            after = node_hash(after, step)
        first, last = first >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _left(size: int) -> int:
    """The leaves in the left half: the largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def _climb(first: int, last: int) -> tuple[int, int]:
    """Skip the levels at which the last, incomplete node has no sibling."""
    while first and not first & 1:
        first, last = first >> 1, last >> 1
    return first, last
