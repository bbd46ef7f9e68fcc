"""The grammar of asks: modal verbs, "X to do Y", imperatives, gerunds, "it is recommended that"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crossreview.records import ItemKind
from crossreview.vocabulary.items import ItemWords, any_of

# What should have been done is told; what should have a name or a place is asked.
_PAST = r"\ (?:not\ |also\ )?have\ (?:been|done|found|given|gone|had|known|made|seen|sought|taken|told)\b"
_MODAL = re.compile(
    rf"""\b(?:
        (?:should|must|ought\ to)(?!{_PAST})|needs?\ to|will\ need\ to|could\ (?:be\ given|usefully)
      | there\ is\ a\ need\ (?:for|to)
      | (?:is|are)\ (?:asked|urged|invited|required|expected|advised)\ to
      | (?:we|i)\ (?:also\ |further\ |therefore\ )*(?:recommend|urge|call\ on|invite)
      | recommends?\b(?:\ that|\ the)?|(?:it\ is\ |is\ |are\ )recommended|to\ be\ \w+(?:ed|en)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DOUBLES = re.compile(r"^(?:[^aeiou]*[aeiou][bdgmnprt]|.*(?:bed|mit))$")  # put: putting, embed: embedding
_WHO_RECOMMENDS = r"(?:the\ )?(?:review|reviewers?|author|panel|report|inquiry|committee|we|i)"
_EXPLICIT = re.compile(
    rf"""(?:^|(?<=[.!?]\s))(?:
        it\ is\ (?:therefore\ |also\ |further\ )?recommended\b
      | {_WHO_RECOMMENDS}\ (?:also\ |therefore\ |further\ )*recommends?\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# "The panel recommends that:", "The review makes the following recommendations:", before the list itself.
_LEADS_IN = re.compile(
    rf"""(?:^|(?<=[.!?]\s))(?:
        it\ is\ (?:therefore\ |also\ |further\ )?recommended\b
      | {_WHO_RECOMMENDS}\ (?:also\ |therefore\ |further\ )*recommends?\b
      | {_WHO_RECOMMENDS}\ (?:also\ |therefore\ |further\ )*(?:makes?|has\ made|have\ made)\b[^.:]*\brecommendations?\b
      | the\ following\ (?:\w+\ )?recommendations?\ (?:are|is|have\ been|has\ been)\ made\b
    )[^.:]*:$""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class AskForms:
    """Tests whether a statement is worded as an ask, or as something that looks like one."""

    imperative: re.Pattern[str]
    to_do: re.Pattern[str]
    procedural: re.Pattern[str]
    narrative: re.Pattern[str]
    none_made: re.Pattern[str]
    quoted: re.Pattern[str]
    recipients: re.Pattern[str]
    evidence: re.Pattern[str]
    measures: re.Pattern[str]
    told: tuple[tuple[ItemKind, re.Pattern[str]], ...]
    progress: re.Pattern[str]
    outcome: re.Pattern[str]

    @classmethod
    def of(cls, words: ItemWords) -> AskForms:
        """The forms with the verbs of the vocabulary."""
        verbs = "|".join(sorted((re.escape(verb) for verb in words.imperatives), key=len, reverse=True))
        gerunds = "|".join(sorted({_gerund(verb) for verb in words.imperatives}, key=len, reverse=True))
        return cls(
            imperative=re.compile(rf"(?:also |to )?(?:{verbs}|{gerunds})\b", re.IGNORECASE),
            to_do=re.compile(
                rf"^[“\"]?[A-Z0-9][^.;:]{{2,160}}?\s(?:not\s)?to\s(?:\w+ly\s)?(?:{verbs}|be|have|make|meet|ask|plan|see|go|build|add|open|mend|print)\b"
            ),
            procedural=any_of(words.procedural),
            narrative=any_of(words.narrative),
            none_made=any_of(tuple(pattern for patterns in words.none_made.values() for pattern in patterns)),
            quoted=any_of(words.quoted),
            recipients=any_of(words.recipients),
            evidence=any_of(words.evidence),
            measures=any_of(words.measures),
            told=(
                ("finding", any_of(words.finding_forms)),
                ("learning_point", any_of(words.learning_forms)),
                ("good_practice", any_of(words.good_practice_forms)),
            ),
            progress=any_of(words.progress_openers),
            outcome=any_of(words.outcomes),
        )

    def is_ask(self, text: str) -> bool:
        """Whether the words ask somebody to act."""
        if self.narrative.search(text):
            return False
        return bool(
            text.startswith("That ") or _MODAL.search(text) or self.to_do.search(text) or self.imperative.match(text)
        )

    def kind_told(self, text: str) -> ItemKind | None:
        """The kind of item that running text says it is: "The review found that", "It was good practice to"."""
        return next((kind for kind, pattern in self.told if pattern.search(text)), None)

    def is_explicit(self, text: str) -> bool:
        """Whether a sentence says that it is a recommendation."""
        return bool(_EXPLICIT.search(text))

    def leads_into_recommendations(self, lead_in: str) -> bool:
        """Whether a sentence before a list says that the list recommends."""
        return bool(_LEADS_IN.search(lead_in.strip()))


def _gerund(verb: str) -> str:
    head, _, rest = verb.partition(" ")
    if head.endswith("e") and not head.endswith("ee"):
        head = head[:-1]
    elif _DOUBLES.search(head):
        head += head[-1]
    return re.escape(f"{head}ing {rest}".strip())
