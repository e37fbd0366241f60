"""``booklet new``: a file to fill in."""

from __future__ import annotations

import re

import click

from booklet.cli.console import Console
from booklet.cli.exits import Exit
from booklet.workspace import Workspace

ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
"""As in :data:`booklet.model.base.ID_PATTERN`, which would load the whole model."""


@click.group("new")
def command() -> None:
    """Make a file to fill in."""


@command.command("case")
@click.argument("name", metavar="ID")
@click.pass_obj
def new_case(console: Console, name: str) -> Exit:
    """Make content/cases/ID.yaml with every key explained."""
    if not ID.match(name) or len(name) > 60:
        raise click.UsageError(f"“{name}” is not an id: lower-case letters and digits, joined by hyphens.")
    path = f"content/cases/{name}.yaml"
    workspace = Workspace(console.root)
    if workspace.exists(path):
        raise click.UsageError(f"{path} is there already.")
    words = {"ID-OF-THE-CASE": name, **_choose_names(workspace, name)}
    text = CASE
    for mark, word in words.items():
        text = text.replace(mark, word)
    workspace.write(path, text.encode())
    console.say(f"wrote {path}")
    console.say(f"Fill it in, add `- {name}` to `cases` in content/booklet.yaml, then run `booklet check`.")
    return Exit.FINE


def _choose_names(workspace: Workspace, name: str) -> dict[str, str]:
    """Names that exist, for the places of the file that must hold one.

    Raises ``click.UsageError`` when something else of the publication has the id of the new case.
    """
    from booklet.load.project import list_icons, load_project

    loaded = load_project(workspace)
    publication = loaded.publication
    taken = {path.split("/")[1] for path in loaded.spans if path.startswith(("cases/", "chapters/"))}
    if publication is not None:
        blocks = (b for c in (*publication.chapters, *publication.closing) for b in c.body.walk())
        taken |= {block.name for block in blocks if block.kind == "heading" and block.name}
    if name in taken:
        raise click.UsageError(f"“{name}” is already the id of a case, a chapter or a section.")
    icons = list_icons(workspace)
    chosen = {"AN-ICON": "users" if "users" in icons or not icons else icons[0]}
    if publication is not None:
        taxonomy = publication.taxonomy
        chosen["A-THEME"] = taxonomy.themes[0].id
        chosen["A-MECHANISM"] = taxonomy.mechanisms[0].id
        chosen["A-COUNTRY"] = taxonomy.countries[0].id
        chosen["A-KIND"] = taxonomy.actors[0].id
    return {**_USUAL, **chosen}


_USUAL = {"A-THEME": "theme", "A-MECHANISM": "mechanism", "A-COUNTRY": "be", "A-KIND": "kind"}
"""What stands in the file where there is no taxonomy to choose from."""

CASE = """\
# yaml-language-server: $schema=../schema/case.schema.json
# A case. Replace every “…”, delete what does not apply, and delete these notes.
# Texts under `|` are Markdown: paragraphs, lists, **strong**, *emphasis*, [words](https://…), {ref:ID}.
id: ID-OF-THE-CASE  # the name of this file; never changes once published
title: …  # at most 60 characters
# subtitle: …  # at most 90 characters
scope: local  # local, national or european
places:
  - name: …
    country: A-COUNTRY  # two letters, as in content/taxonomy.yaml
    latitude: 0.0  # decimal degrees, for the map
    longitude: 0.0
place_label: …  # as the opener names it, e.g. Brussels, Belgium
themes: [A-THEME]  # ids of content/taxonomy.yaml; the first one leads
period:
  start: 2000
  # end: 2001
  # ongoing: true
# lead: …  # the organisation in the lead
# facts:  # up to four further key facts
#   - label: …
#     value: …
summary: …  # what it is, in one or two sentences; at most 280 characters
# pull_quote: …  # at most 140 characters
overview: |
  …
actors:
  - name: …
    kind: A-KIND  # an id of content/taxonomy.yaml
mechanisms:
  - id: first-mechanism  # unique in this case
    category: A-MECHANISM  # an id of content/taxonomy.yaml
    title: …
    text: |
      …
    impact: …  # what it leads to, in one sentence; at most 130 characters
why: |
  …
# short:  # for sheets of one page, which have no room for the long texts
#   overview: …  # at most 620 characters
#   why: …  # at most 420 characters
infographic:
  title: …  # states the finding; at most 70 characters
  intro: …
  blocks:  # two to four of: pillars, phases, table, numbers, flow, hub, icons, timeline
    - type: pillars  # three to five
      id: ideas
      title: …
      items:
        - {icon: AN-ICON, title: …, text: …}
        - {icon: AN-ICON, title: …, text: …}
        - {icon: AN-ICON, title: …, text: …}
    - type: numbers  # two to four
      id: figures
      title: …
      items:
        - {value: "0", label: …}
        - {value: "0", label: …}
  alt: …  # what is drawn and what it says, for readers who cannot see it
# picture:  # in place of the drawing that every case gets
#   file: assets/pictures/….jpg
#   alt: …  # what it shows, for readers who cannot see it
#   credit: …
#   licence: …
#   origin: photo  # photo, illustration or ai-generated
# links:
#   - label: …
#     url: https://…
"""
