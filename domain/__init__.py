"""What may happen in a woongroep: facts, the decisions that make them, and the log that keeps them."""
