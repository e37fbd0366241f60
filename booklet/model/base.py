"""What all values of the model share: they are frozen, closed, and know their budgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""Ids are lower-case words joined by hyphens: they appear in file names, links and bookmarks."""


class Value(BaseModel):
    """A frozen value of the model: unknown keys are refused, nothing is coerced from another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=False)


@dataclass(frozen=True)
class Budget:
    """How many characters a text may have so that it fits its place on the page.

    A budget is advice to the checker and to editors (``maxLength`` in the JSON Schema); the loader does
    not refuse a longer text, so that a draft can be read, checked and previewed.
    """

    characters: int

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The JSON Schema of the field with ``maxLength``."""
        made = handler(schema)
        made["maxLength"] = self.characters
        return made


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]
"""An identifier; once published it never changes."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""One line of plain text, never empty."""

IconName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""The name of a file in ``assets/icons`` without its ending."""

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-F]{6}$")]
"""An sRGB colour as ``#RRGGBB`` in capitals."""

Url = Annotated[str, StringConstraints(pattern=r"^(https|mailto):\S+$", max_length=300)]
"""A web address (https) or mail address that a link may point at."""
