"""Names of people, as regular expressions to build others from. They are matched with capitals as printed."""

from __future__ import annotations

_RANK = (
    r"(?:(?:T/|(?:Temporary|Acting|Detective|Deputy|Assistant)\s+){0,2}Chief\s+(?:Constable|Superintendent|Inspector)"
    r"|(?:T/|(?:Temporary|Acting|Detective)\s+)(?:Superintendent|Inspector)|(?:Assistant\s+)?Commander)"
)
_TITLE = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Revd?|Canon|Judge|Baroness|Lord|Lady|Councillor|Cllr"
    rf"|{_RANK})\b\.?\s+)"
)
_PRAENOMEN = r"(?:The\s+(?:Rt|Right)\s+Hon(?:ourable|\.)?\s+(?:the\s+)?)"
# Capitalised words of posts, bodies and dates, so that "National Director" and "Peter Nandra September" are no persons.
_NO_NAME = (
    "Act|Adults?|Agency|Area|Assistant|Authors?|Board|Care|Chair|Chief|Children|Commission|Commissioner|Community"
    "|Constabulary|Coroners?|Council|County|Date|Deputy|Director|Education|Executive|Fire|Group|Head|Health|Hospital"
    "|House|Independent|Inspector|Inspectorate|Lead|Local|Majesty|Manager|National|Nurse|Officer|Ofsted|Overview|Panel"
    "|Partnership|Police|Principal|Probation|Reference|Regional|Report|Review|Reviewers?|Safeguarding|School|Senior|Services?"
    "|Social|State|Strategic|Team|Trust|University|Version|Working"
    "|Our|Your|My|This|These|Ref|Final|Full|Completed"
    "|Accepted|Agreed|Approved|Completed|Dated|Prepared|Signed|Presented|Published|Submitted|Updated"
    "|January|February|March|April|June|July|August|September|October|November|December"
)
NAME_PART = (
    rf"(?!(?:{_NO_NAME})\b)"
    r"(?:(?:van|von|de|der|la|le|di|al)\s+)?(?:[A-Z]['’]|Mc|Mac)?[A-Z][a-zà-ÿ]+(?:['’-][A-Z]?[a-zà-ÿ]+)*(?!\w)"
)
PERSON = rf"{_PRAENOMEN}?{_TITLE}?(?:{NAME_PART}|[A-Z])(?:\s+(?:{NAME_PART}|[A-Z]\.?)){{0,3}}\s+{NAME_PART}"
POST_NOMINALS = r"(?:,?\s+(?:[A-Z]{2,6}|BSc|MSc|PhD|LLB|LLM|MPhil|DPhil|MBChB|MB|ChB|DSc|DCH|MEd|DipSW|Hons|Esq\.?)\b)*"
