"""The demo's chart of accounts, with the codes of the RGS (the Dutch reference chart) that a controller knows."""

from __future__ import annotations

from domain.finance.ledger import NewAccount

RATES = (("own", 2_700, "4000", "4010"), ("sleep", 1_350, "4000", "4010"), ("agency", 5_200, "4050", None))
"""What an hour costs, by whose it is: in cents, the account, and that of the allowance."""
CHART = (
    NewAccount("0500", "Resultaat vorige jaren", "team", "equity", "result"),
    NewAccount("1000", "Kas", "team", "asset", "cash", "BLimKasKas"),
    NewAccount("1010", "Bank team", "team", "asset", "bank", "BLimBanRba"),
    NewAccount("1011", "Bank uitjes", "team", "asset", "bank"),
    NewAccount("1090", "Nog te verklaren", "team", "asset", "suspense"),
    NewAccount("1600", "Nog te betalen", "team", "liability", "payable"),
    NewAccount("4000", "Lonen", "team", "expense", "", "WPerLesLon"),
    NewAccount("4010", "ORT", "team", "expense", "", "WPerLesOnr"),
    NewAccount("4050", "Uitzendkrachten", "team", "expense", "", "WBedOvpUik"),
    NewAccount("4310", "Energie", "team", "expense", "", "WBedHuiGwe"),
    NewAccount("4320", "Schoonmaak", "team", "expense", "", "WBedHuiSch"),
    NewAccount("4350", "Kleine inventaris", "team", "expense", "", "WBedEemKai"),
    NewAccount("4360", "Vervoer", "team", "expense", "", "WBedAutBra"),
    NewAccount("4370", "Kasverschillen", "team", "expense", "cash_difference", "WBedAdlKav"),
    NewAccount("4390", "Overige kosten", "team", "expense", "", "WBedAlkOal"),
    NewAccount("8000", "Budget toegekend", "team", "income", "", "WOmzNodNod"),
    NewAccount("0510", "Resultaat huishouding", "household", "equity", "result"),
    NewAccount("1001", "Kas huishouding", "household", "asset", "cash"),
    NewAccount("1020", "Bank huishouding", "household", "asset", "bank"),
    NewAccount("1091", "Nog te verklaren huishouding", "household", "asset", "suspense"),
    NewAccount("1601", "Nog te betalen huishouding", "household", "liability", "payable"),
    NewAccount("4600", "Boodschappen", "household", "expense"),
    NewAccount("4670", "Kasverschillen huishouding", "household", "expense", "cash_difference"),
    NewAccount("8100", "Bijdragen huishoudgeld", "household", "income"),
    NewAccount("0520", "Resultaat bewoners", "residents", "equity", "result"),
    NewAccount("1030", "Bank bewoners", "residents", "asset", "bank"),
    NewAccount("1092", "Nog te verklaren bewoners", "residents", "asset", "suspense"),
    NewAccount("1700", "Geld van bewoners", "residents", "liability", "resident"),
)
