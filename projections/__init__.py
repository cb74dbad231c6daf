"""Tables that remember: the log folded into read models that show any moment (DESIGN 4)."""
