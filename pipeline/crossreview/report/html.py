"""A briefing as a web page that needs nothing from elsewhere."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from crossreview.report.briefing import Briefing
from crossreview.report.outline import outline, title_of


def as_html(briefing: Briefing) -> str:
    """The briefing as a page; all words are escaped."""
    parts = [(type(part).__name__, part) for part in outline(briefing)]
    return _template().render(title=title_of(briefing), parts=parts)


@cache
def _template() -> Template:
    templates = PackageLoader("crossreview.report")
    environment = Environment(loader=templates, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.get_template("briefing.html")
