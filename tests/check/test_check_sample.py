"""The sample is silent, whatever the place it is read from."""

from check_sample import changed

from booklet.check import check_publication
from booklet.findings import Severity, Span
from booklet.model.paths import leaves


def test_the_sample_has_no_fault():
    assert [f.message for f in check_publication(changed({}), {})] == []


def test_findings_point_at_the_span_of_the_path():
    publication = changed({"cases/0/why": "Good.\n\nTwo  spaces."})
    span = Span("content/cases/forssa.yaml", 44, 3, 7)
    report = check_publication(publication, {"cases/forssa/why/2": span})
    assert [(f.rule, f.span) for f in report] == [("text/double-space", span)]


def test_a_path_without_a_span_takes_the_nearest_around_it():
    publication = changed({"cases/0/why": "Good.\n\nTwo  spaces."})
    span = Span("content/cases/forssa.yaml", 1)
    (finding,) = check_publication(publication, {"cases/forssa": span})
    assert finding.span == span
    (finding,) = check_publication(publication, {})
    assert finding.span is None


def test_severities_of_the_settings_are_kept():
    off = changed({"cases/0/why": "Two  spaces.", "settings/severity": {"text/double-space": "off"}})
    assert len(check_publication(off, {})) == 0
    error = changed({"cases/0/why": "Two  spaces.", "settings/severity": {"text/*": "error"}})
    assert [f.severity for f in check_publication(error, {})] == [Severity.ERROR]


def test_english_rules_do_not_read_other_languages():
    changes = {
        "cases/0/why": "The color of the center, and Finland.",
        "settings/funding/fi": {
            "statement": "Euroopan unionin rahoittama",
            "disclaimer": "Esitetyt näkemykset " * 10,
        },
    }
    assert {f.rule for f in check_publication(changed(changes), {}, "en")} == {"term/british"}
    assert "term/british" not in {f.rule for f in check_publication(changed(changes), {}, "fi")}


def test_every_passage_has_a_path_of_the_model():
    from booklet.check.reading import Reading

    publication = changed({})
    paths = {leaf.path for leaf in leaves(publication)}
    for passage in Reading(publication, {}).passages:
        assert passage.path in paths or passage.path.rpartition("/")[0] in paths


def test_one_case_that_cannot_be_read_makes_no_errors_elsewhere() -> None:
    """Numbers of cases and countries are not judged, nor is the use of the taxonomy."""
    whole = changed({})
    listed = (*whole.settings.cases, "not-read")
    settings = whole.settings.model_copy(update={"cases": listed})
    partial = whole.model_copy(update={"settings": settings, "cases": whole.cases[:1]})
    rules = [f.rule for f in check_publication(partial, {})]
    assert [rule for rule in rules if rule.startswith(("count/", "order/un"))] == []
    fewer = partial.model_copy(update={"settings": whole.settings.model_copy(update={"cases": listed[:1]})})
    assert "order/unused-theme" in {f.rule for f in check_publication(fewer, {})}
