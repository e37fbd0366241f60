"""The sample publication, typeset once for all tests of the press."""

import datetime

import pytest

from booklet.model.pages import Document
from booklet.press.link import link_sections
from booklet.press.parts import DocumentInfo, LinkedSection
from booklet.press.screen import link_and_finish
from tests.press import sample


@pytest.fixture(scope="session")
def raw() -> dict[str, bytes]:
    """The sections as WeasyPrint writes them."""
    return {key: sample.typeset(build()) for key, build in sample.BUILDERS.items()}


@pytest.fixture(scope="session")
def sections(raw: dict[str, bytes]) -> tuple[LinkedSection, ...]:
    return sample.sections(raw)


@pytest.fixture(scope="session")
def bare(sections: tuple[LinkedSection, ...]) -> Document:
    """Linked, with bleed and without furniture."""
    return link_sections(sections)


@pytest.fixture(scope="session")
def furniture(bare: Document) -> bytes:
    return sample.furniture(bare.page_map.labels)


@pytest.fixture(scope="session")
def info() -> DocumentInfo:
    return DocumentInfo(
        title="Safe & Sound Cities",
        authors=("Ada Example", "Ben <Sample>"),
        subject="Twenty cases",
        keywords=("night", "cities"),
        language="en",
        date=datetime.date(2024, 3, 1),
        publisher="The Consortium",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        identifier="D2.2",
    )


@pytest.fixture(scope="session")
def screen(sections: tuple[LinkedSection, ...], furniture: bytes, info: DocumentInfo) -> Document:
    """The finished screen edition."""
    return link_and_finish(sections, furniture, info)
