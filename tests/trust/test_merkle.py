"""The tree is the one of RFC 9162: compared with its definition, word for word, and with published figures."""

from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import merkle

LEAVES = [sha256(b"\0fact %d" % n).digest() for n in range(71)]

# the eight leaves and roots that the certificate transparency implementations test with
PUBLISHED = [bytes.fromhex(leaf) for leaf in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
PUBLISHED_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH as RFC 9162, 2.1.1 defines it."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"").digest()
    k = naive_split(len(leaves))
    return sha256(b"\1" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_split(n: int) -> int:
    return max(2**i for i in range(n.bit_length()) if 2**i < n)


def naive_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH as RFC 9162, 2.1.3.1 defines it."""
    if len(leaves) == 1:
        return []
    k = naive_split(len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_subproof(m: int, leaves: list[bytes], known: bool) -> list[bytes]:
    """SUBPROOF as RFC 9162, 2.1.4.1 defines it."""
    if m == len(leaves):
        return [] if known else [naive_root(leaves)]
    k = naive_split(len(leaves))
    if m <= k:
        return [*naive_subproof(m, leaves[:k], known), naive_root(leaves[k:])]
    return [*naive_subproof(m - k, leaves[k:], False), naive_root(leaves[:k])]


def test_a_fact_is_hashed_with_the_length_of_every_field():
    fields = [b"12", b"0" * 32, b"3", "rosters.Ruïl".encode(), b'{"a": 1}']

    leaf = merkle.leaf_hash(12, "0" * 32, 3, "rosters.Ruïl", b'{"a": 1}')

    assert leaf == sha256(b"\0" + b"".join(len(f).to_bytes(8, "big") + f for f in fields)).digest()


def test_the_published_roots_come_out():
    leaves = [sha256(b"\0" + data).digest() for data in PUBLISHED]

    roots = [merkle.root_of(leaves[:n]).hex() for n in range(1, 9)]

    assert roots == list(PUBLISHED_ROOTS)
    assert merkle.root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@settings(deadline=None)
@given(st.integers(0, 9000), st.lists(st.integers(0, 5000), max_size=4))
def test_the_root_is_the_same_however_the_leaves_arrive(size, steps):
    leaves = [n.to_bytes(32, "big") for n in range(size)]
    tree = merkle.CompactRange()

    for step in steps:
        tree.extend(leaves[tree.size : tree.size + step])
    for leaf in leaves[tree.size : tree.size + 3]:
        tree.append(leaf)
    tree.extend(leaves[tree.size :])

    assert tree.size == size
    assert tree.root() == naive_root(leaves)


def test_every_inclusion_proof_is_the_one_of_the_rfc_and_leads_to_the_root():
    for size in range(1, 71):
        subtree, root = merkle.in_memory(LEAVES[:size]), naive_root(LEAVES[:size])
        for rank in range(size):
            proof = merkle.inclusion_proof(rank, size, subtree)

            assert proof == naive_path(rank, LEAVES[:size])
            assert merkle.inclusion_holds(LEAVES[rank], rank, size, proof, root)


def test_every_consistency_proof_is_the_one_of_the_rfc_and_joins_both_roots():
    roots = [naive_root(LEAVES[:size]) for size in range(71)]
    for new in range(1, 71):
        subtree = merkle.in_memory(LEAVES[:new])
        for old in range(1, new + 1):
            proof = merkle.consistency_proof(old, new, subtree)

            assert proof == naive_subproof(old, LEAVES[:new], True)
            assert merkle.consistency_holds(old, new, proof, roots[old], roots[new])


@settings(deadline=None)
@given(st.data())
def test_a_forged_inclusion_proof_is_rejected(data):
    size = data.draw(st.integers(1, 70))
    rank = data.draw(st.integers(0, size - 1))
    proof, root = naive_path(rank, LEAVES[:size]), naive_root(LEAVES[:size])

    forged = data.draw(forgeries(proof))

    assert not merkle.inclusion_holds(LEAVES[rank], rank, size, forged, root)
    assert not merkle.inclusion_holds(LEAVES[70], rank, size, proof, root)
    assert not merkle.inclusion_holds(LEAVES[rank], rank, size, proof, LEAVES[0][::-1])
    assert not merkle.inclusion_holds(LEAVES[rank], size, size, proof, root)
    assert not merkle.inclusion_holds(LEAVES[rank], -1, size, proof, root)
    if size > 1:
        assert not merkle.inclusion_holds(LEAVES[rank], rank ^ 1, size, proof, root)


@settings(deadline=None)
@given(st.data())
def test_a_forged_consistency_proof_is_rejected(data):
    new = data.draw(st.integers(2, 70))
    old = data.draw(st.integers(1, new - 1))
    before, after = naive_root(LEAVES[:old]), naive_root(LEAVES[:new])
    proof = naive_subproof(old, LEAVES[:new], True)

    forged = data.draw(forgeries(proof))

    assert not merkle.consistency_holds(old, new, forged, before, after)
    assert not merkle.consistency_holds(old, new, proof, after, after)
    assert not merkle.consistency_holds(old, new, proof, before, before)
    assert not merkle.consistency_holds(old, new, [], before, after)
    assert not merkle.consistency_holds(new, old, proof, after, before)
    assert not merkle.consistency_holds(0, new, proof, merkle.EMPTY_ROOT, after)


def test_a_tree_is_consistent_with_itself_alone():
    root = naive_root(LEAVES[:5])

    assert merkle.consistency_holds(5, 5, [], root, root)
    assert not merkle.consistency_holds(5, 5, [root], root, root)
    assert not merkle.consistency_holds(5, 5, [], root, naive_root(LEAVES[:6]))


def forgeries(proof: list[bytes]) -> st.SearchStrategy[list[bytes]]:
    """The proof with a step too many, a step too few, a bit turned, or two steps in the other order."""
    options = [st.integers(0, len(proof)).map(lambda at: [*proof[:at], bytes(32), *proof[at:]])]
    if proof:
        step = st.integers(0, len(proof) - 1)
        options.append(step.map(lambda at: proof[:at] + proof[at + 1 :]))
        options.append(st.tuples(step, st.integers(0, 255)).map(lambda turn: turned(proof, *turn)))
        options.append(step.map(lambda at: [*proof[:at], proof[at][:31], *proof[at + 1 :]]))
    if len(proof) > 1:
        options.append(st.just(proof[::-1]))
    return st.one_of(options)


def turned(proof: list[bytes], step: int, bit: int) -> list[bytes]:
    value = int.from_bytes(proof[step], "big") ^ 1 << bit
    return [*proof[:step], value.to_bytes(32, "big"), *proof[step + 1 :]]
