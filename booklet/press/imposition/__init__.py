"""Imposition: the pages of a finished PDF, placed on the sheets that a press prints and a binder folds.

``order`` says which pages share a sheet, ``faces`` and ``spread`` where they lie on it, ``source`` what the
pages are like, ``write`` puts them there; ``run`` is the way in.
"""
