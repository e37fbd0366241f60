"""Preflight: what a printer, a reader or an archive would send back of any PDF, said before they do.

:func:`booklet.press.preflight.guard.inspect_safely` is for files from anywhere,
:func:`booklet.press.preflight.inspect.inspect` for files this program has made.
"""
