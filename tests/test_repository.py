"""What lies where in the repository, what is declared, and documents that tell the truth."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from booklet.cli.app import COMMANDS
from tests.sources import ROOT, read, read_module, run, tracked

TOP_LEVEL = {
    ".ci", ".github", ".gitignore", ".pre-commit-hooks.yaml", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
    "Makefile", "README.md", "assets", "booklet", "build", "content", "docs", "layouts", "pyproject.toml",
    "tests",
}  # fmt: skip

GIVEN_DEPENDENCIES = {
    "weasyprint", "jinja2", "pyyaml", "pydantic", "markdown-it-py", "pikepdf", "matplotlib", "python-docx",
    "click", "rich",
}  # fmt: skip
"""What the project is meant to stand on; every other dependency has its reason in CONTRIBUTING.md."""

DISTRIBUTIONS = {
    "PIL": "pillow",
    "docx": "python-docx",
    "fontTools": "fonttools",
    "jpype": "jpype1",
    "markdown_it": "markdown-it-py",
    "opendataloader_pdf": "opendataloader-pdf",
    "pydantic_core": "pydantic",  # its compiled half: pydantic pins it
    "yaml": "pyyaml",
}
"""Import name → distribution, where they differ."""


@cache
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


# What lies where


def test_top_level_is_the_agreed_one() -> None:
    assert {path.partition("/")[0] for path in tracked()} == TOP_LEVEL


def test_nothing_built_is_tracked() -> None:
    assert [path for path in tracked() if path.startswith("build/")] == ["build/.gitkeep"]
    assert not [path for path in tracked() if "__pycache__" in path or path.endswith((".pyc", ".part"))]


FOREIGN = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(?:home|root|Users|work|opt)/\w",  # folders of one machine
            r"\b[A-Z]:\\+Users",
            r"/tmp/\w*scratch",
            r"^(?:<{7}|>{7}|\|{7})(?: |$)",  # merge marks
            r"(?:files\.pythonhosted|\bpypi|registry\.npmjs|registry\.yarnpkg)\.(?:org|com)\b",
            r"\bshared/(?:seed|design|prototypes)",
        )
    ),
    re.MULTILINE,
)


@pytest.mark.parametrize(
    "text",
    [
        "x = /" + "home/me/x",
        "/" + "root/x",
        "<" * 7 + " HEAD",
        "see shared" + "/design",
        "C:" + "\\Users\\me",
    ],
)
def test_foreign_text_is_recognised(text: str) -> None:
    assert FOREIGN.search(text)


def test_no_file_has_machine_paths_or_merge_marks() -> None:
    found = []
    for path in tracked():
        data = (ROOT / path).read_bytes() if (ROOT / path).is_file() else b""
        if b"\0" in data[:8192]:
            continue
        for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
            if FOREIGN.search(line):
                found.append(f"{path}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)


# What is declared, and what is told


def _names(requirements: list[str]) -> set[str]:
    return {
        re.split(r"[\s\[<>=!~;]", text, maxsplit=1)[0].lower().replace("_", "-") for text in requirements
    }


def _declared() -> tuple[set[str], set[str]]:
    """Names of the dependencies of the program, and of all its extras."""
    extras = project().get("optional-dependencies", {})
    assert isinstance(extras, dict)
    dependencies = project()["dependencies"]
    assert isinstance(dependencies, list)
    return _names(dependencies), _names([text for extra in extras.values() for text in extra])


def _foreign_imports(folder: str) -> set[str]:
    """Distributions whose packages are imported in a folder."""
    names = {
        name.partition(".")[0]
        for path in (ROOT / folder).rglob("*.py")
        for name, _ in read_module(path.name, path.read_text("utf-8")).imports()
    }
    names -= {
        path.stem for path in (ROOT / folder).rglob("*.py")
    }  # neighbours in a folder without a package
    foreign = names - set(sys.stdlib_module_names) - {"booklet", "tests", "__future__"}
    return {DISTRIBUTIONS.get(name, name).lower().replace("_", "-") for name in foreign}


def test_what_is_imported_is_declared() -> None:
    program, extras = _declared()
    assert not _foreign_imports("booklet") - program - extras
    assert not _foreign_imports("tests") - program - extras


def test_what_is_declared_is_explained() -> None:
    program, extras = _declared()
    guide = read("CONTRIBUTING.md").lower()
    assert program >= GIVEN_DEPENDENCIES
    assert not [name for name in (program | extras) - GIVEN_DEPENDENCIES if f"`{name}`" not in guide]


def test_lock_pins_every_package_by_hash() -> None:
    lock = read(".ci/requirements.lock")
    entries = re.findall(
        r"^(\S+?)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", lock, re.MULTILINE
    )
    pinned = {name: version for name, version, _ in entries}
    assert len(entries) == len(re.findall(r"^[A-Za-z0-9]", lock, re.MULTILINE))
    program, _ = _declared()
    assert not program - set(pinned)
    dev = project()["optional-dependencies"]
    assert isinstance(dev, dict)
    assert not _names(dev["dev"]) - set(pinned)
    exact = dict(
        text.split("==")
        for text in [*project()["dependencies"], *dev["dev"]]
        if "==" in text  # type: ignore[misc]
    )
    assert exact["weasyprint"]
    assert exact == {name: pinned[name] for name in exact}
    assert not re.search(r"https?://|\bfile:/|--(?:extra-)?index|--find-links|--trusted", lock)


def test_readme_tells_the_two_commands_and_every_room() -> None:
    readme = read("README.md")
    for word in ("make booklet", "make test"):
        assert re.search(rf"^{word}$", readme, re.MULTILINE), word
    rooms = {path.split("/")[1] for path in tracked() if path.startswith("booklet/")}
    told = {room for room in rooms if f"{room}/" in readme or room in readme}
    assert rooms - {"__init__.py", "__main__.py", "py.typed"} <= told


def test_documents_point_at_files_that_exist() -> None:
    for document in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        for target in re.findall(r"\]\((?!https?://|#)([^)#\s]+)", read(document)):
            assert (ROOT / target).exists(), f"{document} points at {target}"


def test_make_targets_that_documents_name_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    for document in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?:`|^)make ([a-z]+)", read(document), re.MULTILINE))
        assert not named - targets, document


def test_commands_that_documents_name_exist() -> None:
    for document in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?:`|^|bin/)booklet ([a-z]+)", read(document), re.MULTILINE))
        assert named
        assert not named - set(COMMANDS), document


def test_changelog_has_the_version() -> None:
    assert f"## [{project()['version']}]" in read("CHANGELOG.md")


def test_licences_are_the_full_texts() -> None:
    assert "Apache License" in read("LICENSE")
    assert "END OF TERMS AND CONDITIONS" in read("LICENSE")
    for path in ("content/LICENSE", "assets/LICENSE"):
        assert "Attribution 4.0 International" in read(path)
        assert "Section 8 -- Interpretation." in read(path)


def test_list_of_rules_in_contributing_is_current() -> None:
    """In a process of its own: importing every room loads the engine, which then keeps its fonts."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    script = [sys.executable, ".ci/rules.py"]
    found = run(*script, env=environment)
    assert found.returncode == 0, found.stdout + found.stderr[-2000:]
    assert "<!-- rules:begin -->" in read("CONTRIBUTING.md")


# The house's scripts


@pytest.mark.parametrize("script", ["set-up", "system-packages"])
def test_scripts_are_portable_shell(script: str) -> None:
    assert read(f".ci/{script}").startswith("#!/bin/sh\n")
    assert run("sh", "-n", f".ci/{script}").returncode == 0


def test_set_up_refuses_a_python_that_is_none() -> None:
    refused = run("sh", ".ci/set-up", "build/none", "false")
    assert refused.returncode == 4
    assert "Python 3.11" in refused.stderr
    assert not (ROOT / "build/none").exists()


def test_missing_libraries_are_named_for_every_system(tmp_path: Path) -> None:
    """With a Python that finds no library and no apt-get in sight, the script says what to install."""
    for program in ("cat", "tr"):
        found = next(p for folder in ("/bin", "/usr/bin") if (p := Path(folder, program)).exists())
        (tmp_path / program).symlink_to(found)
    blind = tmp_path / "blind"
    blind.write_text("#!/bin/sh\ncat >/dev/null\nexit 1\n")
    blind.chmod(0o755)
    advice = run("/bin/sh", ".ci/system-packages", "blind", env={"PATH": str(tmp_path)})
    assert advice.returncode == 4
    for system in ("Debian", "Fedora", "Arch", "Alpine", "Homebrew", "Windows"):
        assert system in advice.stderr
