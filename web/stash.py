"""What somebody typed when the session had ended: sealed, kept half an hour, and shown again after signing in.

Passwords and files are not kept: of a file only that there was one, so that the page can ask for it again.

The key of the seal is the token in the address, of which only the hash is kept: the vault cannot read it by itself.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from werkzeug.datastructures import MultiDict

from domain.kernel import Id
from domain.store.accounts import Accounts, fresh_token

_LONGEST = 100_000
SECRET = ("csrf", "command", "page", "password", "again")


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent: to which address, its fields, and whether a file came with it."""

    action: str
    fields: MultiDict[str, str]
    file: bool


def keep_typed(
    accounts: Accounts, person: Id, action: str, form: MultiDict[str, str], *, file: bool = False
) -> str | None:
    """The token under which a form stands; None when there is nothing to keep."""
    fields = [(name, value) for name, value in form.items(multi=True) if name not in SECRET]
    text = json.dumps([person, action, fields, file]).encode()
    if not (fields or file) or len(text) > _LONGEST:
        return None
    token, nonce = fresh_token(), secrets.token_bytes(12)
    accounts.keep_stash(token, base64.b64encode(nonce + _cipher(token).encrypt(nonce, text, None)).decode())
    return token


def typed_before(accounts: Accounts, person: Id, token: str) -> Typed | None:
    """The form that this person sent when the session had ended."""
    box = accounts.stash(token)
    if box is None:
        return None
    raw = base64.b64decode(box)
    try:
        owner, action, fields, file = json.loads(_cipher(token).decrypt(raw[:12], raw[12:], None))
    except (InvalidTag, ValueError):
        return None
    return Typed(action, MultiDict([(name, value) for name, value in fields]), file) if owner == person else None


def _cipher(token: str) -> AESGCM:
    return AESGCM(sha256(f"stash:{token}".encode()).digest())
