"""Invented sentences in the register of reviews, of no real case, for pages that need running text."""

from __future__ import annotations

OPENING = (
    "This review was carried out by the partnership in Wendmere after the child was taken to hospital in the spring. "
    "It asks how well the services that knew the family worked together, and what should change."
)
SERVICES = (
    "The family were known to the health visitor, to the nursery and to the housing office. Each of them held part of "
    "the picture, and nobody brought the parts together before the summer."
)
MEETING = (
    "A meeting was held in the autumn at which the nursery was not represented. The minutes were sent out three weeks "
    "later and did not say who would speak to the grandmother."
)
VOICE = (
    "The child was seen alone on two visits. What she said about the evenings at home was written down, but it was "
    "not passed on to the doctor, who would have understood what it meant."
)
CHANGE = (
    "Since then the services have agreed on one form for all referrals. Managers look at a sample of ten cases every "
    "quarter and report what they find to the partnership."
)
PARAGRAPHS = (OPENING, SERVICES, MEETING, VOICE, CHANGE)


def page_of_text(number: int) -> tuple[str, str]:
    """Two paragraphs for a page, others on the next."""
    return PARAGRAPHS[number % len(PARAGRAPHS)], PARAGRAPHS[(number + 2) % len(PARAGRAPHS)]
