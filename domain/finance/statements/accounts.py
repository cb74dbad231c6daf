"""Numbers of accounts as banks write them in statements."""

from __future__ import annotations

import re

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_LENGTH = {"NL": 18, "BE": 16, "DE": 22, "FR": 27, "LU": 20}
_WITH_CURRENCY = re.compile(r"(.*[0-9])([A-Z]{3})")
_NUMBER = re.compile(r"[A-Z0-9./-]{1,34}")
_DUTCH = re.compile(r"NL[0-9]{2}[A-Z]{4}([0-9]{10})")


def tidy(account: str) -> str:
    """Without spaces, in capitals."""
    return "".join(account.split()).upper()


def account_and_currency(text: str) -> tuple[str, str]:
    """`NL20INGB0001234567EUR` is an account and its currency; without one the currency is empty, and what is no account
    at all gives an empty account."""
    account, currency = tidy(text[:80]), ""
    found = _WITH_CURRENCY.fullmatch(account)
    if found:
        account, currency = found.groups()
    account = account.lstrip("/")
    if "/" in account:  # ABNANL2A/517852257
        account = account.rsplit("/", 1)[1]
    return (account if _NUMBER.fullmatch(account) else ""), currency


def iban_in(text: str) -> str:
    """The text if it has the form of an IBAN, else nothing; in what a bank wrote, check digits are its business."""
    account = tidy(text[:80])
    return account if _IBAN.fullmatch(account) else ""


def iban_fits(text: str) -> str:
    """An IBAN that somebody typed, if its check digits and its length fit, else nothing.

    Source: ISO 13616, the remainder by 97 is 1.
    """
    iban = iban_in(text)
    digits = "".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])
    return iban if iban and int(digits) % 97 == 1 and len(iban) == _LENGTH.get(iban[:2], len(iban)) else ""


def account_key(account: str) -> str:
    """What an IBAN and the number that older files give have in common: the Dutch number without leading zeros."""
    plain = tidy(account).replace(".", "")
    found = _DUTCH.fullmatch(plain)
    return (found[1] if found else plain).lstrip("0")


def same_account(one: str, other: str) -> bool:
    """Whether two numbers name one account: two IBANs fully, an IBAN and a number by that number."""
    if iban_in(one) and iban_in(other):
        return tidy(one) == tidy(other)
    return account_key(one) == account_key(other)
