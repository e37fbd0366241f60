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
    workspace.write(path, CASE.replace("ID-OF-THE-CASE", name).encode())
    console.say(f"wrote {path}")
    console.say(f"Fill it in, add `- {name}` to `cases` in content/booklet.yaml, then run `booklet check`.")
    return Exit.FINE


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
    country: …  # two letters, as in content/taxonomy.yaml
    latitude: 0.0  # decimal degrees, for the map
    longitude: 0.0
place_label: …  # as the opener names it, e.g. Brussels, Belgium
themes: [ … ]  # ids of content/taxonomy.yaml; the first one leads
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
    kind: …  # an id of content/taxonomy.yaml
mechanisms:
  - id: …  # unique in this case
    category: …  # an id of content/taxonomy.yaml
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
      id: …
      title: …
      items:
        - {icon: users, title: …, text: …}
        - {icon: users, title: …, text: …}
        - {icon: users, title: …, text: …}
    - type: numbers  # two to four
      id: …
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
