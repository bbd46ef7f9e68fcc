"""How asks are worded: the patterns that show where in a sentence the one who is to act stands."""

from __future__ import annotations

import re

LABEL = re.compile(
    r"[\s“\"‘'(]*(?:(?:recommendation|action|question|rec|r)?\.?\s*\d{1,2}[a-z]?\s*[.:)–-]\s*)?", re.IGNORECASE
)
SENTENCE_END = re.compile(r"(?<=[.!?:])[”\"’)]*\s+(?=[“\"‘(]*[A-Z•])|\s*[•▪]\s*")
CLAUSE_END = re.compile(r"(?<=[;:])\s+(?:and\s+)?")
FIRST_WORD = re.compile(r"\W*(\w+)")
NEW_START = re.compile(r",\s+(?:(?:and|but|that)\s+)?|[“\"]")

# "By the end of the summer term of 2024 the two councils should ..."
DATED_OPENING = re.compile(
    r"""[\s“"]*(?:by|within|in|before|from|during|over)\b
        [^,.;]{3,60}?(?:\d{4}|months?|weeks?|days?|year)\s+(?=[a-z“"])""",
    re.IGNORECASE | re.VERBOSE,
)
RECOMMENDS = re.compile(
    r"""\b(?:recommend(?:s|ed|ation(?:\s+is)?)?|suggest(?:s|ed)?|propose[sd]?|request(?:s|ed)?|ask(?:s|ed)?|advise[sd]?
          |essential|important|imperative|vital)
        (?:\s+(?:further|also|therefore|strongly))?\s*[:,]?\s+that\b[\s,“"‘]*""",
    re.IGNORECASE | re.VERBOSE,
)
# An item of a list that "The review recommends" leads into.
THAT = re.compile(r"[\s“\"]*that\s+", re.IGNORECASE)
AND_THAT = re.compile(r"[;,]\s*(?:and\s+)?that\s+", re.IGNORECASE)
ASIDE = re.compile(r"[^,;]{3,80},\s+")  # "we recommend that, before the summer, the Department publish"
ADDRESSES = re.compile(
    r"""\b(?:we|i|reviewers?|panel|authors?|inquiry|committee|review|commission)\s+
        (?:\w+ly\s+|also\s+|further\s+){0,2}
        (?:urge|invite|ask|encourage|request|call\s+(?:up)?on|advise|recommend\s+to|expect|challenge)s?\s+
       |\b(?:urges?|calls?\s+(?:up)?on)\s+
       |\b(?:grateful|glad)\s+if\s+|\bwould\s+(?:like|wish)\s+|\bwe\s+look\s+to\s+
       |\b(?:suggestion|recommendation|request)\s+(?:for|to)\s+
       |\b(?:recommended|suggested|addressed|directed|proposed)\s+to\s+""",
    re.IGNORECASE | re.VERBOSE,
)
# "There is a need for the partnership to ..."
NEED_FOR = re.compile(
    r"""\b(?:(?:need|scope|room|priority|important|essential|necessary|vital|imperative|sensible|wise|helpful|useful
            |prudent),?(?:\s+\w+,)?\s+for
          |responsibility\s+of|incumbent\s+(?:up)?on)\s+""",
    re.IGNORECASE | re.VERBOSE,
)
THEN_TO = re.compile(r"(?:,?|\s+(?:in|across|within)\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)\s+to\s+[a-z]")
# "If the Board agrees, it should ..."
# "We will look at ten cases": those who issued the document.
OURSELVES = re.compile(
    r"(?:[^.;:]{0,60},\s+)?we(?:\s+(?:will|shall|are\s+going\s+to|plan\s+to|aim\s+to)\b|['’]ll\b)", re.IGNORECASE
)
# The words before the first verb of asking; what they say about others ("referrals from the police") asks nobody.
SUBJECT_OF_MODAL = re.compile(
    r"""[“"]?(?:that\s+)?(?P<subject>(?:(?!\b(?:from|about|between|by|if|when|where|who|which)\b)[^.;:,?]){3,120}?)
        \s(?:should|must|ought\s+to|needs?\s+to|could|may|might)\b(?!\s+have\b)""",
    re.IGNORECASE | re.VERBOSE,
)
CONDITION = re.compile(r"\W*(?:if|where|when|while|although|as|since|once)\s+", re.IGNORECASE)

_ADVERBS = (
    r"(?:[,\s]+(?:also|together|jointly|both|each|all|therefore|urgently|now|then|further|always|immediately|and)\b)*"
)
_STRONG = r"""(?:should|must|shall|ought\s+to|needs?\s+to|will\s+(?:need|want)\s+to
    |will\s+be\s+(?:asked|required|expected)\s+to
    |(?:is|are)\s+(?:therefore\s+)?
      (?:asked|required|expected|requested|invited|urged|encouraged|advised|recommended)\s*(?:to\b|:)
    |(?:has|have)\s+a\s+responsibility\s+to)"""
_WEAK = r"""(?:to|could|(?:may|might)(?:\s+also)?\s+(?:wish|want|like)\s+to|might|(?:has|have)\s+to|can|would|will
    |is\s+to|are\s+to)"""
_BETWEEN = r"(?:\s+(?:not|also|now|all|each|both|then|therefore|further|jointly|continue\s+to)|,[^,]{3,60},)*"
# The one before is told of something, not asked to do it; "be assured" and "be involved" are deeds of their own.
_PASSIVE = r"""\s+be\s+(?:\w+ly\s+)?(?!assured|satisfied|prepared|confident|committed|involved|able|open|led)
    (?:\w{2,}ed|given|made|told|held|sent|put|built|kept|set|brought|taught|shown|written|taken|known|seen|drawn
      |found|left)\b"""

ASKED_STRONGLY = re.compile(rf"{_ADVERBS}[,\s]+{_STRONG}{_BETWEEN}(?P<passive>{_PASSIVE})?", re.IGNORECASE | re.VERBOSE)
ASKED = re.compile(
    rf"{_ADVERBS}[,\s]+(?:{_STRONG}|{_WEAK}){_BETWEEN}(?P<passive>{_PASSIVE})?(?:\s+[a-z]|\s*:|,|\s*$)",
    re.IGNORECASE | re.VERBOSE,
)
# "For the police and the ambulance service. A log was closed on a single entry."
ADDRESS_OPENING = re.compile(r"\s*(?:For|To)\s+")
ADDRESS_END = re.compile(r"\s*(?:[.:]|$)")
# "GPs: when a third specialist is asked for, telephone the first two."
ADDRESS_COLON = re.compile(r"\s*:\s+\w")
# Somebody whom no vocabulary knows, asked together with those who were read.
PARTNER = re.compile(
    r"\s*,?\s+(?:and|or|with)\s+(?!(?:to|should|must|shall)\b)(?:[\w’'&-]+\s+){0,4}?[\w’'&-]+(?=\s+(?:should|must|shall|to)\b)"
)
RECOMMENDED_PASSIVE = re.compile(rf"(?:\s+(?:should|must))?{_BETWEEN}{_PASSIVE}", re.VERBOSE)
ASKS_STRONGLY = re.compile(rf"\b{_STRONG}\b", re.IGNORECASE | re.VERBOSE)
PRONOUN_ASKED = re.compile(rf",\s+(?:it|they)\s+{_STRONG}\b", re.IGNORECASE | re.VERBOSE)
AGENT = re.compile(
    r"""\b(?:should|must|shall|to|needs?\s+to|will|is\s+to|are\s+to)(?:\s+(?:not|also|then))*\s+be\s+(?:\w+ly\s+)?
        [a-z]+(?:ed|en|de|ld|nt|pt|ut|et)(?:\s+(?:and|or)\s+[a-z]+(?:ed|en))?
        (?:\s+\w+ly|,\s+[^,]{3,40},)?\s+by\s+""",
    re.VERBOSE,
)
INTERROGATIVE = re.compile(
    r"\b(?:do|does|did|is|are|will|can|could|might|has|have|should|would|may)\s+(?=the\b|all\b|our\b|local\b|each\b)",
    re.IGNORECASE,
)

# Weaknesses under an improvement heading: "The police do not ...", "How well leaders ...", "the use by the police of".
TENSES = re.compile(r"\s+(?:do|does|did|is|are|was|were|has|have|had|cannot|can|lacks?|needs?)\b")
HOW_WELL = re.compile(r"\W*how\s+(?:well|\w+ly)\s+", re.IGNORECASE)
NOMINAL_AGENT = re.compile(r"\s+by\s+(?:and\s+(?:with|for)\s+)?")
