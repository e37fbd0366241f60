"""When a case ran, in words (:mod:`booklet.model.periods`)."""

from booklet.model.periods import say_period

__all__ = ["say_period"]
