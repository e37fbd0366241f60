"""Two documents → what differs, layer by layer, each change once and none hidden.

:func:`booklet.compare.documents.compare_documents` compares files (PDF, PNG, SVG),
:func:`booklet.compare.paragraphs.compare_paragraphs` what a word processor's documents say, and
:func:`booklet.compare.content.compare_content` two publications field by field.
"""
