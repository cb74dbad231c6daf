"""Passwords and e-mail addresses: what is kept of them, and how often they may be tried."""

from __future__ import annotations

import hmac
from functools import cache
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import g, request

from domain.kernel import Id, Refusal
from domain.people.refusals import EmailUnreadable
from domain.people.service import clean_email
from web.session import accounts

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
SHORTEST, LONGEST = 10, 200
TRIES_A_NAME, TRIES_AN_ADDRESS = 5, 50


class PasswordTooShort(Refusal):
    """Kies een wachtwoord van minstens 10 tekens. Een korte zin is het makkelijkst te onthouden."""

    field = "password"


class PasswordTooLong(Refusal):
    """Kies een wachtwoord van hoogstens 200 tekens."""

    field = "password"


class PasswordTooPlain(Refusal):
    """Dit wachtwoord raadt een ander zo. Kies een zin die alleen jij kent."""

    field = "password"


class WrongPassword(Refusal):
    """Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Weet je het niet meer, vraag dan een uitnodiging."""

    field = "password"


class TooManyTries(Refusal):
    """Te vaak geprobeerd. Wacht een kwartier en probeer het dan nog eens."""

    status = 429


class EmailTaken(Refusal):
    """Iemand anders meldt zich al aan met dit e-mailadres."""

    field = "email"


def hash_password(password: str) -> str:
    """The argon2id hash of a password that is long and not too plain; raises a refusal."""
    if len(password) < SHORTEST:
        raise PasswordTooShort
    if len(password) > LONGEST:
        raise PasswordTooLong
    plain = password.casefold()
    if len(set(plain)) < 5 or plain in "01234567890123456789" or plain.strip("0123456789!") in _PLAIN:
        raise PasswordTooPlain
    return _HASHER.hash(password)


_PLAIN = ("", "wachtwoord", "welkom", "password", "driehoek", "qwertyuiop", "azertyuiop", "geheim")


def email_key(email: str) -> str:
    """By which an address is found again without being kept: a keyed hash. Raises EmailUnreadable."""
    clean = clean_email(email)
    if clean is None:
        raise EmailUnreadable
    return hmac.new(g.house.vault.secret("emails"), clean.casefold().encode(), sha256).hexdigest()


def free_email_key(email: str, person: Id) -> str:
    """The same, when nobody else signs in with this address; raises EmailTaken."""
    key = email_key(email)
    standing = accounts().account(key)
    if standing and standing[0] != person:
        raise EmailTaken
    return key


def check_password(email: str, password: str) -> Id:
    """Whose address and password these are; raises WrongPassword, TooManyTries."""
    try:
        key = email_key(email)
    except EmailUnreadable:
        key = "none"
    address = hmac.new(g.house.vault.secret("emails"), _address().encode(), sha256).hexdigest()
    for scope, most in ((f"name:{key}", TRIES_A_NAME), (f"address:{address}", TRIES_AN_ADDRESS)):
        if accounts().tries(scope, most) > most:
            raise TooManyTries
    found = accounts().account(key)
    # who is unknown takes as long as who is known
    if not _fits(found[1] if found else _nobody(), password[:LONGEST]) or found is None:
        raise WrongPassword
    accounts().no_more_tries(f"name:{key}")
    return found[0]


def _fits(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _HASHER.hash("niemand")


def _address() -> str:
    """Who asks: behind a proxy on this machine the address that the proxy names last."""
    own = request.remote_addr or ""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and own in ("127.0.0.1", "::1") else own
