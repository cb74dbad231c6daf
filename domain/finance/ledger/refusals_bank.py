"""What the ledger leaves to the bank: an entry that is proposed for a line of a statement."""

from domain.kernel import Refusal


class ProposalOfLine(Refusal):
    """Dit voorstel is van een bankregel van bewoners. Een collega bevestigt het bij Bewoners; moet het anders, trek het
    dan in en stel bij de bankregel iets anders voor."""

    status = 409
