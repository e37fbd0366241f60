"""Partner editions: what a partner adds to the sheets of a language."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from booklet.model.base import Text, Url, Value

LogoPath = Annotated[str, StringConstraints(pattern=r"^[^\\:]+\.(svg|png|jpe?g)$", max_length=200)]
"""A path below the project's folder that ends like a logo does."""


class PartnerEdition(Value):
    """``content/locales/<language>/partner.yaml``: who hands the sheets out, with logo and contact."""

    name: Text
    logo: LogoPath | None = Field(
        default=None, description="path of an SVG, PNG or JPEG file in the project"
    )
    contact: Url | None = None
    link: Url | None = None
