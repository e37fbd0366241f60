"""Word documents: to read, to translate in, and back again.

- :mod:`booklet.word.case` and :mod:`booklet.word.book` say what stands in the documents for readers.
- :mod:`booklet.word.handout` writes the document a translator works in, :mod:`booklet.word.read` reads it.
- :mod:`booklet.word.redline` shows what changed in the English, as tracked changes.
- :mod:`booklet.word.safe` is the door: every file from outside passes it first.

All of them share :mod:`booklet.word.content`, what a document holds, and :mod:`booklet.word.document`, its
bytes.
"""
