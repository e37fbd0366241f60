"""The print edition: the typeset pages in the inks of a printing condition, with boxes and marks.

:mod:`~booklet.press.print.convert` does a section at a time, :mod:`~booklet.press.print.finish` joins the
sections. Colours are decided in one place, :mod:`~booklet.press.print.colours`.
"""
