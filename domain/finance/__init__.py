"""The money of teams: what the bank says of it, and what the books say."""
