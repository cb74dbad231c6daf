"""De Lindehof with a drafted roster."""

from tests.rosters.conftest import anna, bram, emre, fenna, home

__all__ = ["anna", "bram", "emre", "fenna", "home"]
