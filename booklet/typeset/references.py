"""Where the booklet's own addresses lead (:mod:`booklet.model.references`)."""

from booklet.model.references import Target, find_targets, heading_anchor, number_headings, say_target

__all__ = ["Target", "find_targets", "heading_anchor", "number_headings", "say_target"]
