"""Crossreview reads published safeguarding reviews (PDF) into records that can be searched and compared."""

__version__ = "0.1.0"
