"""The fixture that writes a table for the attacker to read."""

from .planted import printed as printed
