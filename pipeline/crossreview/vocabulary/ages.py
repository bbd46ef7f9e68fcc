"""The bands in which ages are told: of the subject of a review, and of anybody in what leaves a partnership."""

from __future__ import annotations

from typing import Final

# The upper end of each band in years; the last band is open.
_UPPER_ENDS: Final = (
    (0, "under 1"),
    (5, "1-5"),
    (10, "6-10"),
    (15, "11-15"),
    (17, "16-17"),
    (24, "18-24"),
    (44, "25-44"),
    (64, "45-64"),
    (79, "65-79"),
)
OLDEST_BAND: Final = "80+"
AGE_BANDS: Final = (*(band for _, band in _UPPER_ENDS), OLDEST_BAND)


def age_band(years: int) -> str:
    """The band of an age in whole years."""
    return next((band for upper, band in _UPPER_ENDS if years <= upper), OLDEST_BAND)
