"""De Lindehof on the first of March, with books of its own since January."""

from tests.finance.conftest import home, purse  # noqa: F401  the same as where its money is tried
