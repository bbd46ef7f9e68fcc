from __future__ import annotations

from crossreview.vocabulary.ages import AGE_BANDS, age_band


def test_every_age_has_one_band() -> None:
    assert [age_band(years) for years in (0, 1, 5, 6, 15, 16, 17, 18, 79, 80, 104)] == [
        "under 1", "1-5", "1-5", "6-10", "11-15", "16-17", "16-17", "18-24", "65-79", "80+", "80+",
    ]  # fmt: skip
    assert list(dict.fromkeys(map(age_band, range(120)))) == list(AGE_BANDS)
