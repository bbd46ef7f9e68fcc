"""Quotations and tables that may leave a partnership: ages in bands, dates of events as years, no names.

A quotation is changed as editors change one, in square brackets: "She was [aged 11-15]", "born in [2009]",
"[name removed] said". Nothing is put in the place of a name, and what was changed is not changed again.
docs/open-output.md says what this does not do.
"""

from crossreview.report.open_output.opener import Opener
from crossreview.report.open_output.rows import opened_row

__all__ = ["Opener", "opened_row"]
