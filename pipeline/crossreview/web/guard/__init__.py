"""Who may come, how often, with how much; and what browsers may do with what they get."""

from crossreview.web.guard.headers import SecurityHeaders
from crossreview.web.guard.hosts import HostCheck
from crossreview.web.guard.limits import BodyLimit, RateLimit
from crossreview.web.guard.sessions import Session, Sessions

__all__ = ["BodyLimit", "HostCheck", "RateLimit", "SecurityHeaders", "Session", "Sessions"]
