"""Imports the engines. The fork server loads this module, so that its workers have them at once."""

from booklet.press import prepare, screen
from booklet.typeset import engine

__all__ = ["engine", "prepare", "screen"]
