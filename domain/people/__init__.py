"""Persons: who they are, what they are contracted for and qualified to do, and their account."""

from domain.people.person import Person
from domain.people.service import People

__all__ = ["People", "Person"]
