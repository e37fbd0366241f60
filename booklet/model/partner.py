"""Partner editions: what a partner adds to the sheets of a language."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from booklet.model.base import Budget, Text, Url, Value


class PartnerEdition(Value):
    """``content/locales/<language>/partner.yaml``: who hands the sheets out, with logo and contact."""

    name: Annotated[Text, Budget(60)]
    logo: Text | None = Field(default=None, description="path of an SVG, PNG or JPEG file in the project")
    contact: Url | None = None
    link: Url | None = None
