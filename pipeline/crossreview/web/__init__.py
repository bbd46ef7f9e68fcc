"""The web page: searching, reading, comparing and correcting a library without a terminal.

Rendered on the server and usable without JavaScript; nothing comes from other hosts. It listens on this machine alone,
unless it is told otherwise and given a way to know who comes (docs/web.md).
"""

from crossreview.web.application import create_app
from crossreview.web.settings import Settings

__all__ = ["Settings", "create_app"]
