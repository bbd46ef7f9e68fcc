"""The grammar of asks: modal verbs, "X to do Y", imperatives, gerunds, "it is recommended that"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crossreview.records import ItemKind
from crossreview.vocabulary.items import ItemWords, any_of

# What should have been done is told; what should have a name or a place is asked.
_PAST = (
    r"\ (?:(?:not|also|perhaps|rightly)\ )?have\ (?:\w+ly\ )?(?:\w{3,}ed|been|become|begun|brought|come|done|felt|found"
    r"|given|gone|got|had|heard|held|kept|known|led|left|lost|made|met|put|read|said|seen|sent|shown|sought|spoken|taken|thought"
    r"|told|understood|written)\b"
)
_MODAL = re.compile(
    rf"""\b(?:
        (?:should|must|ought\ to)(?!{_PAST})|needs?\ to|will\ need\ to|could\ (?:be\ given|usefully|helpfully|consider)
      | (?:may|might)\ (?:also\ |therefore\ )?(?:(?:wish|want|like)\ to|consider|usefully|helpfully)
      | there\ is\ a\ need\ (?:for|to)
      | (?:is|are)\ (?:asked|urged|invited|required|expected|advised)\ to
      | (?:we|i)\ (?:also\ |further\ |therefore\ )*(?:recommend|urge|call\ on|invite)
      | recommends?\b(?:\ that|\ the)?|(?:it\ is\ |is\ |are\ )recommended|to\ be\ \w+(?:ed|en)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# A subject and a verb of asking, with at most a phrase of time before.
_SOMEBODY_SHOULD = re.compile(
    rf"""[“"]?(?:(?:By|Within|In|Before|From|At|For|Where|When)\ [^,]{{3,60}},\ )?
        (?:\w[\w’'&/-]*\ ){{1,12}}?(?:should|must)\b(?!{_PAST})""",
    re.VERBOSE,
)
# "The Board to look for itself at ...": nothing finite stands between the one who is asked and what for.
_SOMEBODY_TO_DO = re.compile(
    r"""[“"]?[A-Z](?:(?!\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|able|due|used
            |tried|wants?|wanted|asked|began|seem\w*|who|which|that|when|where|because|it|they|he|she|we|I|there)\b)[^.;:?!]){2,140}?
        \sto\s(?:\w+ly\s)?(?!(?:the|a|an|this|that|these|those|their|his|her|its|our|all|any|be|\w+s|\w+ing)\b)[a-z]{2,}\b""",
    re.VERBOSE,
)
_TITLE = re.compile(r"[A-Z][^.:?!]{2,60}[.:]\s+(?=[A-Z“\"])")  # "A different door. The Trust to offer ..."
_DOUBLES = re.compile(r"^(?:[^aeiou]*[aeiou][bdgmnprt]|.*(?:bed|mit))$")  # put: putting, embed: embedding
_WHO_RECOMMENDS = r"(?:the\ )?(?:(?:\w+\ )?team|review|reviewers?|author|panel|report|inquiry|committee|we|i)"
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
    continues: re.Pattern[str]
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
            continues=re.compile(rf"(?:{'|'.join(words.continuations)})\s*[:?]\s*\S", re.IGNORECASE),
            outcome=any_of(words.outcomes),
        )

    def is_ask(self, text: str) -> bool:
        """Whether the words ask somebody to act."""
        if self.narrative.search(text):
            return False
        titled = _TITLE.match(text)
        return self._asks(text) or (titled is not None and self._asks(text[titled.end() :]))

    def _asks(self, text: str) -> bool:
        modal = text.startswith("That ") or _MODAL.search(text)
        return bool(modal or self.to_do.search(text) or self.imperative.match(text) or _SOMEBODY_TO_DO.match(text))

    def asks_at_once(self, text: str) -> bool:
        """Whether the first sentence already asks, where conclusions stand between the asks."""
        first = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
        return self.is_ask(text) and (self.is_ask(first) or self.is_explicit(text))

    def asks_by_itself(self, number: str | None, text: str) -> bool:
        """Whether a numbered paragraph among lists says plainly that it asks."""
        return number is not None and (self.is_explicit(text) or self.asks_somebody(text))

    def asks_somebody(self, text: str) -> bool:
        """Whether the words ask somebody by name: "The Trust should", "Within six months, schools must"."""
        return bool(_SOMEBODY_SHOULD.match(text)) and self.is_ask(text)

    def kind_told(self, text: str) -> ItemKind | None:
        """The kind of item that running text says it is: "The review found that", "It was good practice to"."""
        return next((kind for kind, pattern in self.told if pattern.search(text)), None)

    def is_explicit(self, text: str) -> bool:
        """Whether a sentence says that it is a recommendation."""
        return bool(_EXPLICIT.search(text))

    def quotes_below(self, text: str) -> bool:
        """Whether a paragraph ends by saying what another document recommended, and the words stand below it."""
        last = re.split(r"(?<=[.!?])\s+", text.strip())[-1]
        open_ended = last.rstrip()[-1:] not in '.!?”"’' or last.rstrip(" .").endswith("following")
        return open_ended and bool(self.quoted.search(last))

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
