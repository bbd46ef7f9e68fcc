"""Parts of compounds with a hyphen ("multi-agency", "decision-making"), as regular expressions."""

from __future__ import annotations

# Never words by themselves: a hyphen after them belongs to them, also between blanks.
PREFIX = "self|multi|non|co|pre|re|inter|intra|anti|ex|semi"
HEAD = (
    f"{PREFIX}|post|cross|well|long|short|high|low|part|full|single|joint|half|under|over|mid|decision|follow|drop|face"
    "|one|two|three|four|five"
)
# Behind a head these make a compound: "long - term" is one, "over - the third that month" is not.
TAIL = "agency|based|being|centred|informed|led|level|making|parent|quality|related|risk|standing|term|time|up|year"
