"""The grammar of asks: modal verbs, "X to do Y", imperatives, gerunds, "it is recommended that"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crossreview.records import ItemKind
from crossreview.vocabulary.items import ItemWords, any_of

# Sections that tell of the case, or of how the document came to be.
NARRATIVE_ROLES = frozenset(
    {
        *("front_matter", "tribute", "contents", "glossary", "introduction", "legal_criteria", "terms_of_reference"),
        *("methodology", "background", "incident", "timeline", "family_composition", "lived_experience", "references"),
        *("appendix", "executive_summary"),
    }
)
# What should have been done is told; what should have a name or a place is asked.
_PAST = (
    r"\ (?:(?:not|also|perhaps|rightly)\ )?have\ (?:\w+ly\ )?(?:\w{3,}ed|been|become|begun|brought|come|done|felt|found"
    r"|given|gone|got|had|heard|held|kept|known|led|left|lost|made|met|put|read|said|seen|sent|shown|sought|spoken|taken|thought"
    r"|told|understood|written)\b"
)
_ALSO = r"(?:(?:also|further|therefore|again|nonetheless|nevertheless|accordingly|additionally|strongly|\w+fully),?\ )*"
_TIME_FIRST = r"(?:By|Within|In|Before|From|At|For|Where|When)\ [^,]{3,60},\ "
_MODAL = re.compile(
    rf"""\b(?:
        (?:should|must|ought\ to)(?!{_PAST})|needs?\ to|will\ need\ to|could\ (?:be\ given|usefully|helpfully|consider)
      | (?:may|might)\ (?:also\ |therefore\ )?(?:(?:wish|want|like)\ to|consider|usefully|helpfully)
      | there\ is\ a\ need\ (?:for|to)
      | (?:is|are)\ {_ALSO}(?:asked|urged|invited|encouraged|required|requested|expected|advised)\ to
      | (?:we|i)\ {_ALSO}(?:recommend|urge|call\ on|invite|ask|suggest|propose)
      | would\ {_ALSO}(?:like|ask|urge|encourage|invite|expect|welcome|wish)\b
      | (?:is|are)\ to\ (?:have|be|treat|make|give|hold|take|use|keep|tell|see|ask)\b
      | recommends?\b(?:\ that|\ the)?|(?:is|are)\ {_ALSO}(?:recommended|suggested|proposed)|to\ be\ \w+(?:ed|en)\b
    )
    | ^(?:[A-Z][^.]{{2,60}}\.\ )?{_TIME_FIRST}[^.]*\bshould\ have\b""",
    re.IGNORECASE | re.VERBOSE,
)
# A subject and a verb of asking, with at most a phrase of time before.
_SOMEBODY_SHOULD = re.compile(
    rf"""[“"]?(?:{_TIME_FIRST})?
        (?:\w[\w’'&/-]*,?\ ){{1,12}}?(?:should|must|ought\ to|needs?\ to)\b(?!{_PAST})""",
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
_WHO_RECOMMENDS = (
    r"(?:(?:the|this|our)\ )?(?:(?:\w+\ )?team|review|reviewers?|author|panel|chair|report|inquiry|committee|we|i)"
)
_SENTENCE = r"(?:^|(?<=[.!?]\s))(?:(?:[A-Z][a-z]+ly|Finally|Further|Also|And|In\ addition),?\ )?"
_NOT_READER = r"(?!(?:you|readers?|the\ reader|staff|people|anyone|everyone|those)\b)"
_EXPLICIT = re.compile(
    rf"""{_SENTENCE}(?:
        it\ is\ {_ALSO}(?:recommended|(?:suggested|proposed)\ that)\b
      | {_WHO_RECOMMENDS}\ {_ALSO}recommends?\b
      | {_WHO_RECOMMENDS}\ {_ALSO}(?:asks?|proposes?)\ that\b
      | {_WHO_RECOMMENDS}\ {_ALSO}suggests?\ that\b[^.]*\b(?:should|must|consider)\b(?!{_PAST})
      | {_WHO_RECOMMENDS}\ (?:
            {_ALSO}(?:asks?|invites?|urges?|encourages?|calls?\ (?:up)?on)
          | would\ {_ALSO}(?:like|ask|urge|encourage|invite|wish)(?!\ to\b)
        )\ {_NOT_READER}[^.?]{{3,80}}\ to\b
      | there\ is\ (?:one|a)\ (?:further\ |final\ )?(?:suggestion|recommendation|request)\ (?:for|to)\b
      | it\ would\ be\ (?:\w+\ )?(?:sensible|wise|helpful|useful|prudent)(?:,\ \w+,)?\ (?:for|if)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# "The Trust, which runs the ward, is invited to": a body, and now, not what is usual.
_IS_ASKED = rf"""
    [A-Z][\w’'&/-]*(?:\ (?!(?:that|which|who|they|we|how|when|where|what)\b)[\w’'&/-]+){{0,10}}(?:,[^,.]{{3,60}},)?
    \ (?:is|are)\ {_ALSO}(?:asked|invited|encouraged|urged|recommended|requested)\ to\b"""
_LEADS_INTO_ACTIONS = re.compile(
    r"""(?:\b(?:things|steps|actions|tips)\b[^.:]{0,40}\b(?:to\ do|you\ can|to\ take|to\ try|for\ you)\b
      | (?:^|(?<=[.!?]\s))(?:please\b|(?:you|every\w+|all\ \w+)\ (?:can|should|must|needs?\ to)\b
        |(?:we|the\ \w+)\ (?:asks?|wants?|needs?)\ (?:you|every\w+|all\ \w+)\b[^.:]*\bto\b))
        [^.:]*:$""",
    re.IGNORECASE | re.VERBOSE,
)
# "The panel recommends that:", "The review makes the following recommendations:", before the list itself.
_LEADS_IN = re.compile(
    rf"""(?:^|(?<=[.!?]\s))(?:
        it\ is\ {_ALSO}recommended\b
      | {_WHO_RECOMMENDS}\ {_ALSO}recommends?\b
      | {_WHO_RECOMMENDS}\ {_ALSO}(?:makes?|has\ made|have\ made)\b[^.:]*\brecommendations?\b
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
    states_law: re.Pattern[str]
    none_made: re.Pattern[str]
    quoted: re.Pattern[str]
    to_others: re.Pattern[str]
    recipients: re.Pattern[str]
    evidence: re.Pattern[str]
    measures: re.Pattern[str]
    told: tuple[tuple[ItemKind, re.Pattern[str]], ...]
    own_finding: re.Pattern[str]
    progress: re.Pattern[str]
    continues: re.Pattern[str]
    outcome: re.Pattern[str]
    names_body: re.Pattern[str]
    body_is_asked: re.Pattern[str]

    @classmethod
    def of(cls, words: ItemWords) -> AskForms:
        """The forms with the verbs of the vocabulary."""
        verbs = "|".join(sorted((re.escape(verb) for verb in words.imperatives), key=len, reverse=True))
        gerunds = "|".join(sorted({_gerund(verb) for verb in words.imperatives}, key=len, reverse=True))
        # A body by its name or by what it is; practitioners and staff are none.
        body = rf"[^.]{{0,120}}?(?:(?<=\w),?\ [A-Z][a-z]|\b[A-Z]{{2,5}}\b|\b(?i:{'|'.join(words.body_words)})\b)"
        return cls(
            imperative=re.compile(rf"(?:also |to )?(?:{verbs}|{gerunds})\b", re.IGNORECASE),
            to_do=re.compile(
                rf"^[“\"]?[A-Z0-9][^.;:]{{2,160}}?\s(?:not\s)?to\s(?:\w+ly\s)?(?:{verbs}|be|have|make|meet|ask|plan|see|go|build|add|open|mend|print)\b"
            ),
            procedural=any_of(words.procedural),
            narrative=any_of(words.narrative),
            states_law=any_of(words.states_law),
            none_made=any_of(tuple(pattern for patterns in words.none_made.values() for pattern in patterns)),
            quoted=any_of(words.quoted),
            to_others=any_of(words.no_quotation),
            recipients=any_of(words.recipients),
            evidence=any_of(words.evidence),
            measures=any_of(words.measures),
            told=(
                ("finding", any_of(words.finding_forms)),
                ("learning_point", any_of(words.learning_forms)),
                ("good_practice", any_of(words.good_practice_forms)),
            ),
            own_finding=any_of(words.own_findings),
            progress=any_of(words.progress_openers),
            continues=re.compile(
                rf"(?:{'|'.join(words.continuations)})\s*[:?]\s*\S|(?:{'|'.join(words.goes_on)})", re.IGNORECASE
            ),
            outcome=any_of(words.outcomes),
            names_body=re.compile(body),
            body_is_asked=re.compile(rf"{_SENTENCE}(?={body}){_IS_ASKED}", re.VERBOSE),
        )

    def is_ask(self, text: str) -> bool:
        """Whether the words ask somebody to act."""
        if self.narrative.search(text) or self.states_law.search(text):
            return False
        titled = _TITLE.match(text)
        return self._asks(text) or (titled is not None and self._asks(text[titled.end() :]))

    def _asks(self, text: str) -> bool:
        modal = text.startswith("That ") or _MODAL.search(text)
        worded = modal or self.to_do.search(text) or self.imperative.match(text) or _SOMEBODY_TO_DO.match(text)
        return bool(worded) or self.is_explicit(text)

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

    def asks_body(self, text: str) -> bool:
        """Whether the words ask a body, not practitioners, and begin with doing so."""
        return bool(self.names_body.match(text)) and self.asks_at_once(text)

    def kind_told(self, text: str) -> ItemKind | None:
        """The kind of item that running text says it is: "The review found that", "It was good practice to"."""
        return next((kind for kind, pattern in self.told if pattern.search(text)), None)

    def is_explicit(self, text: str) -> bool:
        """Whether a sentence says that it is a recommendation."""
        return bool(_EXPLICIT.search(text) or self.body_is_asked.search(text))

    def quotes_below(self, text: str) -> bool:
        """Whether a paragraph ends by saying what another document recommended, and the words stand below it."""
        last = re.split(r"(?<=[.!?])\s+", text.strip())[-1]
        open_ended = last.rstrip()[-1:] not in '.!?”"’' or last.rstrip(" .").endswith("following")
        return open_ended and bool(self.quoted.search(last))

    def leads_into_recommendations(self, lead_in: str) -> bool:
        """Whether a sentence before a list says that the list recommends."""
        return bool(_LEADS_IN.search(lead_in.strip()))

    def leads_into_actions(self, lead_in: str) -> bool:
        """Whether a sentence before a list says that it tells the reader what to do."""
        return bool(_LEADS_INTO_ACTIONS.search(lead_in.strip()))


def _gerund(verb: str) -> str:
    head, _, rest = verb.partition(" ")
    if head.endswith("e") and not head.endswith("ee"):
        head = head[:-1]
    elif _DOUBLES.search(head):
        head += head[-1]
    return re.escape(f"{head}ing {rest}".strip())
