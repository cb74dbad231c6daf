"""Why a bank statement is not taken, each reason by its name and, where there is one, its place in the file."""

from domain.kernel import Refusal


class StatementRefused(Refusal):
    """Dit afschrift kan niet worden gelezen."""

    field = "file"


class NotAStatement(StatementRefused):
    """Dit bestand is geen bankafschrift dat we kennen. Download bij de bank een afschrift als CAMT.053 of MT940 en kies
    dat bestand."""


class StatementTooLarge(StatementRefused):
    """Dit bestand is te groot: er past hoogstens {most} MB in. Download een kortere periode."""


class TooManyLines(StatementRefused):
    """In dit bestand staan meer dan {most} regels. Download een kortere periode."""


class StatementHasDTD(StatementRefused):
    """Dit bestand bevat eigen definities (een DTD). Die horen niet in een bankafschrift, dus het is niet gelezen.
    Download het afschrift opnieuw bij de bank."""


class StatementBroken(StatementRefused):
    """Het bestand is beschadigd of niet compleet, bij regel {row}. Download het opnieuw bij de bank."""


class StatementStrange(StatementRefused):
    """Bij regel {row} is het bestand anders opgebouwd dan een bankafschrift. Download het opnieuw bij de bank."""


class WrongEncoding(StatementRefused):
    """Bij regel {row} staan tekens die niet kloppen met de codering van het bestand. Download het opnieuw, en kies het
    zonder het eerst in een ander programma te bewaren."""


class WrongKindOfStatement(StatementRefused):
    """Dit is een {kind}. Daarin staan geen afgesloten dagen met een begin- en eindsaldo. Kies bij de bank CAMT.053 of
    MT940."""


class UnknownVersion(StatementRefused):
    """Dit is {version}. We lezen CAMT.053.001.02 tot en met CAMT.053.001.08. Kies bij de bank een van die versies, of
    MT940."""


class ZipBroken(StatementRefused):
    """Dit ZIP-bestand is beschadigd. Download het opnieuw bij de bank."""


class ZipLocked(StatementRefused):
    """Dit ZIP-bestand zit op slot met een wachtwoord. Pak het eerst uit en kies de bestanden die erin zitten."""


class ZipFull(StatementRefused):
    """In dit ZIP-bestand zitten meer dan {most} bestanden. Download een kortere periode."""


class ZipHoldsOther(StatementRefused):
    """In dit ZIP-bestand zit {name}, en dat is geen bankafschrift dat we kennen. Pak het ZIP-bestand uit en kies het
    afschrift."""


class AccountMissing(StatementRefused):
    """Bij het afschrift op regel {row} staat geen rekeningnummer dat we kunnen lezen. Download het opnieuw bij de
    bank."""


class AccountNotInEuro(StatementRefused):
    """Het afschrift op regel {row} is van een rekening in {currency}. Alleen rekeningen in euro's worden gelezen."""


class ForeignCurrency(StatementRefused):
    """Op regel {row} staat een bedrag in {currency} waar euro's horen te staan. Vraag de bank om een afschrift met de
    geboekte bedragen in euro's."""


class OpeningMissing(StatementRefused):
    """Bij het afschrift op regel {row} ontbreekt het beginsaldo. Download het opnieuw bij de bank."""


class ClosingMissing(StatementRefused):
    """Bij het afschrift op regel {row} ontbreekt het eindsaldo. Download het opnieuw bij de bank."""


class BalanceUnreadable(StatementRefused):
    """Het saldo op regel {row} lezen we niet. Download het afschrift opnieuw bij de bank."""


class StatementUnfinished(StatementRefused):
    """Het afschrift op regel {row} eindigt met een tussenstand, en het vervolg zit er niet bij. Lees het in als de dag
    is afgesloten, met alle bladzijden in een bestand."""


class StatementUnbegun(StatementRefused):
    """Het afschrift op regel {row} begint met een tussenstand, en de bladzijde ervoor zit er niet bij. Lees alle
    bladzijden in een bestand in."""


class BalanceWrong(StatementRefused):
    """Het afschrift op regel {row} klopt niet: beginsaldo {opening} en regels {lines} geven samen {sum}, maar het
    eindsaldo is {closing}. Het verschil is {difference}. Download het opnieuw bij de bank."""


class StatementGap(StatementRefused):
    """Tussen twee afschriften ontbreekt iets: het ene eindigt met {closing}, het volgende, op regel {row}, begint met
    {opening}. Download de hele periode opnieuw."""


class StatementsOutOfOrder(StatementRefused):
    """Het afschrift op regel {row} eindigt op {day}, eerder dan het afschrift ervoor ({before}). Download de hele
    periode opnieuw."""


class PeriodBackwards(StatementRefused):
    """Het afschrift op regel {row} eindigt op {closing}, voor het begint ({opening}). Download het opnieuw bij de
    bank."""


class LineUnreadable(StatementRefused):
    """De boeking op regel {row} lezen we niet. Download het afschrift opnieuw bij de bank."""


class SideMissing(StatementRefused):
    """Op regel {row} staat niet of het bedrag erbij of eraf ging. Download het afschrift opnieuw bij de bank."""


class StatusUnknown(StatementRefused):
    """De boeking op regel {row} heeft een status die we niet kennen: {status}. Vraag de bank om een afschrift met
    alleen geboekte regels."""


class LineAmountUnreadable(StatementRefused):
    """Het bedrag op regel {row} lezen we niet: {amount}."""


class AmountTooFine(StatementRefused):
    """Het bedrag op regel {row}, {amount}, is niet in hele centen. Vraag de bank om een afschrift met bedragen in
    centen."""


class AmountNegative(StatementRefused):
    """Op regel {row} staat {amount} met een minteken. Een afschrift zegt met af of bij wat de richting is, dus dit is
    op twee manieren te lezen. Vraag de bank om een ander afschrift."""


class LineDateUnreadable(StatementRefused):
    """De datum op regel {row} lezen we niet: {date}."""


class PartsDoNotAddUp(StatementRefused):
    """De boeking op regel {row} is {line}, maar de delen ervan zijn samen {parts}. Download het afschrift opnieuw bij
    de bank."""
