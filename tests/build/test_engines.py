"""What the fork server loads."""

from __future__ import annotations

import subprocess
import sys


def test_workers_have_the_engines_at_once_and_not_the_model() -> None:
    code = """
import sys
import booklet.build.engines
wanted = ("weasyprint", "pikepdf", "booklet.build.executor", "booklet.press.preflight.inspect")
unwanted = {"pydantic", "jinja2", "matplotlib", "docx"}
print(sorted(set(wanted) - set(sys.modules)), sorted(unwanted & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] []\n"
