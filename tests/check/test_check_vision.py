"""Colour arithmetic against published values."""

import pytest

from booklet.check.vision import ciede2000, contrast, distance, tint_of

SHARMA = [  # Sharma, Wu, Dalal (2005), table 1: pairs 1, 7, 9, 13, 17, 20, 25, 31, 34
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, -0.001, 2.49), (50.0, 0.0009, -2.49), 4.8045),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "wanted"), SHARMA)
def test_ciede2000(one, other, wanted):
    assert ciede2000(one, other) == pytest.approx(wanted, abs=1e-4)
    assert ciede2000(other, one) == pytest.approx(wanted, abs=1e-4)


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.01)


def test_red_and_green_meet_for_deutan_eyes_only():
    assert distance("#C05000", "#708000", "deutan") < distance("#C05000", "#708000") / 2
    assert distance("#C05000", "#C05000", "tritan") == 0


def test_a_grey_is_seen_alike_by_all():
    for deficiency in ("protan", "deutan", "tritan"):
        assert distance("#777777", "#999999", deficiency) == pytest.approx(
            distance("#777777", "#999999"), abs=0.1
        )


def test_tint():
    assert tint_of("#000000") == "#E6E6E6"
    assert tint_of("#FFFFFF") == "#FFFFFF"
