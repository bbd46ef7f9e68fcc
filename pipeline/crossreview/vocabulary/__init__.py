"""Vocabularies as data: YAML files, the types that stand for them, and finders of their phrases in text.

Import the modules; nothing is imported here, since the finders need spaCy and the loaders do not.
"""
