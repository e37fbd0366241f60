"""A small valid project for tests: one chapter, two cases, taxonomy, glossary and a few icons.

``write_project(root)`` writes it; ``changes`` replace, add or (with ``None``) leave out files. A test that
wants one fault takes :data:`FILES`, replaces a few words with :func:`replaced` and writes the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from booklet.workspace import Workspace

BOOKLET = """\
id: small-booklet
title: Small booklet
subtitle: Two cases for tests
series: Test series
project: TESTING
claim: Smaller is faster
deliverable: D0.1
deliverable_title: A booklet for tests
version: "1.0"
date: 2026-01-15
language: en
description: A small publication that tests are run on.
keywords: [tests, security]
licence: CC BY 4.0
licence_url: https://creativecommons.org/licenses/by/4.0/
publisher: The testing consortium
contact: mailto:post@example.org
grant:
  number: "101000001"
  call: TEST-CALL
  topic: TEST-TOPIC
  action: Coordination and support
funding:
  en:
    statement: Funded by the European Union.
    disclaimer: Views are those of the authors only.
authors:
  - name: Ada Example
    suffix: PhD
  - name: Ben Sample
citation: Example, A., & Sample, B. (2026). Small booklet.
consortium_text: |
  Two partners from two countries.
consortium:
  - {name: University of Example, short: UEX, country: be, lead: true}
  - {name: Sample City, short: SC, country: fi}
ai_note: |
  Nothing here was drawn by a machine.
about: |
  TESTING makes booklets.
links:
  - label: example.org
    url: https://example.org/
counts: {mapped: 10, extended: 2, countries: 2, partners: 2}
chapters: [introduction]
cases: [harbour-watch, night-walk]
"""

TAXONOMY = """\
themes:
  - id: nightlife
    label: Nightlife-related risks
    short: Nightlife
    colour: "#1E235D"
    tint: "#E8E9EF"
    cmyk: [100, 95, 0, 40]
    shape: circle
    motif: night
    icon: moon
    definition: Risks that come with going out at night.
  - id: community
    label: Community and trust
    short: Community
    colour: "#4E0C18"
    tint: "#EDE7E8"
    cmyk: [0, 100, 55, 80]
    shape: square
    motif: place
    icon: users
    definition: |
      Conflicts between neighbours.

      And the **trust** that ends them.
mechanisms:
  - id: governance
    label: Participatory governance
    short: Governance
    icon: users
    definition: People decide together.
    examples: [Councils, Assemblies]
    simply: Those concerned have a say.
    effects: Decisions are understood and kept.
  - id: communication
    label: Communication
    short: Communication
    icon: megaphone
    definition: People know what happens.
    examples: [Campaigns]
    simply: Everybody hears of it.
    effects: Fewer rumours.
countries:
  - {id: be, label: Belgium, partner: true}
  - {id: fi, label: Finland, partner: true}
  - {id: fr, label: France}
actors:
  - {id: city, label: Local authority, icon: moon}
  - {id: people, label: Residents, icon: users}
"""

INTRODUCTION = """\
---
id: introduction
number: 1
title: Introduction
standfirst: Why two cases are enough for a test.
icon: megaphone
---

Tests need a small booklet. It tells of [two cases](https://example.org/), see {ref:harbour-watch}.

## Aim {#aim}

The aim is **speed**:

- few pages,
- few words.

### Method {#method}

One sees *everything* at once, as {ref:aim} says.

{figure:map}

> A call-out in one sentence.

{cards:themes}
"""

HARBOUR = """\
# yaml-language-server: $schema=../schema/case.schema.json
id: harbour-watch
title: Harbour watch
subtitle: Neighbours on the quay
scope: local
places:
  - {name: Antwerp, country: be, latitude: 51.22, longitude: 4.4}
place_label: Antwerp, Belgium
themes: [community, nightlife]
period:
  start: 2018
  end: 2021
lead: City of Antwerp
facts:
  - label: Walks a week
    value: Three
summary: Neighbours walk the quay in the evening and talk with the people they meet.
pull_quote: Talking comes first.
overview: |
  The quay was empty at night, and people avoided it.

  Since 2018 neighbours walk there:

  - in pairs,
  - three evenings a week.
actors:
  - name: City of Antwerp
    kind: city
  - name: Residents of the quay
    kind: people
mechanisms:
  - id: evening-walks
    category: governance
    title: Evening walks
    text: |
      Neighbours choose the route **together** and walk it in pairs.
    impact: The quay is used again in the evening.
  - id: notice-board
    category: communication
    title: Notice board
    text: |
      A board tells what the walkers saw, see {ref:night-walk}.
    impact: Residents know what happens.
why: |
  It costs little, and it lasts.
infographic:
  title: Walking together brings the quay back
  intro: Three ideas carry the walks.
  blocks:
    - type: pillars
      id: ideas
      title: Three ideas
      items:
        - {icon: users, title: Pairs, text: Nobody walks alone.}
        - {icon: moon, title: Evenings, text: Walks happen when the quay is empty.}
        - {icon: megaphone, title: Words, text: Walkers talk with people.}
    - type: numbers
      id: figures
      title: In figures
      items:
        - {value: "3", label: walks a week}
        - {value: "2", label: walkers a pair}
  alt: Three pillars name the ideas of the walks, and two figures say how often they happen.
links:
  - label: Harbour watch
    url: https://example.org/harbour
"""

NIGHT = """\
# yaml-language-server: $schema=../schema/case.schema.json
id: night-walk
title: Night walk
scope: national
places:
  - name: Helsinki
    country: fi
    latitude: 60.17
    longitude: 24.94
  - name: Turku
    country: fi
    latitude: 60.45
    longitude: 22.27
place_label: Finland (nationwide)
themes:
  - nightlife
period: {start: 2015, ongoing: true}
summary: Volunteers accompany young people on their way home at night.
overview: |
  Young people asked for company on the way home.
  Volunteers now walk with them.
actors:
  - {name: Volunteers, kind: people}
mechanisms:
  - id: company
    category: communication
    title: Company on the way
    text: |
      Volunteers wait where people leave, and walk along.
    impact: The way home feels shorter.
why: |
  Nobody has to walk alone.
infographic:
  title: Company makes the way home shorter
  intro: Three steps lead home.
  blocks:
    - type: phases
      id: steps
      title: Three steps
      items:
        - {title: Meet, text: Volunteers wait at the square.}
        - {title: Walk, text: They walk along.}
        - {title: Arrive, text: They say goodbye at the door.}
    - type: table
      id: hours
      title: When and where
      columns: [Day, Place]
      rows:
        - [Friday, Helsinki]
        - [Saturday, Turku]
  alt: Three steps from the square to the door, and a table of days and places.
"""

GLOSSARY = """\
term,avoid,expansion,note
neighbourhood,neighborhood,,British spelling
CPTED,C.P.T.E.D.|Cpted,Crime Prevention Through Environmental Design,
"""

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" fill="currentColor">'
    '<path d="M40 40h176v176H40z"/></svg>\n'
)

FILES: Mapping[str, str | bytes] = {
    "content/booklet.yaml": BOOKLET,
    "content/taxonomy.yaml": TAXONOMY,
    "content/chapters/introduction.md": INTRODUCTION,
    "content/cases/harbour-watch.yaml": HARBOUR,
    "content/cases/night-walk.yaml": NIGHT,
    "content/glossary.csv": GLOSSARY,
    "assets/icons/megaphone.svg": ICON,
    "assets/icons/moon.svg": ICON,
    "assets/icons/users.svg": ICON,
}
"""Path to text of every file of the small project."""


def write_project(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Workspace:
    """Write the small project into a folder, with ``changes`` (``None`` leaves a file out)."""
    for path, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return Workspace(root)


def replaced(path: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """The change that puts ``new`` for the only occurrence of ``old`` in a file of the small project."""
    text = FILES[path]
    assert isinstance(text, str)
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path}"
    return {path: text.replace(old, new)}
