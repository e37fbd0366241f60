"""Keeps the list of rules in CONTRIBUTING.md: says whether it is current; ``--write`` renews it.

Exit code 0 when the list is current (or was renewed), 1 when it is stale.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

import booklet
from booklet.check.rules_doc import rules_table

BEGIN = "<!-- rules:begin -->\n"
END = "<!-- rules:end -->\n"
GUIDE = Path(__file__).parent.parent / "CONTRIBUTING.md"


def import_all_rooms() -> None:
    """Rules register themselves when their module is imported."""
    for module in pkgutil.walk_packages(booklet.__path__, "booklet."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def main() -> int:
    """Compare or renew the list between the two markers."""
    import_all_rooms()
    old = GUIDE.read_text("utf-8")
    head, _, rest = old.partition(BEGIN)
    _, _, tail = rest.partition(END)
    new = f"{head}{BEGIN}{rules_table()}{END}{tail}"
    if "--write" in sys.argv[1:]:
        GUIDE.write_text(new, "utf-8")
    elif new != old:
        print("The list of rules in CONTRIBUTING.md is stale: renew it with `make rules`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
