"""People found by name in text: a title and a name, a forename and a surname, a forename alone, a known surname.

Lists tell forenames. An unknown word is a name only where the words around it say so ("her sister, Zofia", "Zofia's
mother"), and a word that is both ("Grace", "April", "Jordan") is decided by them as well.
"""

from crossreview.report.open_output.people.finding import People, load_people
from crossreview.report.open_output.people.person import Known, Person

__all__ = ["Known", "People", "Person", "load_people"]
