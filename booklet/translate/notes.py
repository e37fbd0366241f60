"""Where a segment is printed and how long it may be, in words for whoever translates it."""

from __future__ import annotations

_NAMES = {
    "place_label": "place on the opener",
    "pull_quote": "pull quote",
    "why": "why it matters",
    "short": "factsheet",
    "alt": "description for readers who cannot see the picture",
    "infographic": "visual summary",
    "blocks": "",
    "places": "place",
    "facts": "key fact",
    "actors": "actor",
    "mechanisms": "working mechanism",
    "themes": "theme",
    "countries": "country",
    "body": "text",
    "items": "",
    "boxes": "box",
    "arrows": "arrow",
    "rows": "table row",
    "columns": "table column",
    "links": "link",
    "lead": "who leads",
    "claim": "claim on the back cover",
    "series": "line above the title",
    "description": "description in the document’s metadata",
    "keywords": "keyword in the document’s metadata",
    "ai_note": "note on AI",
    "about": "about the project",
    "consortium_text": "about the consortium",
    "standfirst": "standfirst",
}
"""Keys of the content whose own name says too little; an empty one is passed over."""


def describe_place(
    owner: str, where: str, part: str = "", *, limit: int | None = None, share: int | None = None
) -> str:
    """“Case Forssa · overview, paragraph 2 · about 210 of 620 characters for the whole text”.

    ``where`` is the path within the file and ``part`` the block in a text of several; ``limit`` are the
    characters of the whole text and ``share`` those of this part.
    """
    steps = where.split("/")
    names = [_NAMES.get(step, step.replace("_", " ").replace("-", " ")) for step in steps]
    if steps[-1] == "short":
        names[-1] = "short name"
    place = _join_numbers([name for name in names if name])
    parts = [owner, ", ".join([*place, part] if part else place)]
    if limit is not None and part:
        parts.append(f"about {share} of {limit} characters for the whole text")
    elif limit is not None:
        parts.append(f"at most {limit} characters")
    return " · ".join(parts)


def _join_numbers(steps: list[str]) -> list[str]:
    """Numbers belong to the word before them: “place 2”."""
    made: list[str] = []
    for step in steps:
        if step.isdigit() and made:
            made[-1] += f" {step}"
        else:
            made.append(step)
    return made
