"""Many documents, told to people: trends, briefings and tables for other programs."""
