"""Turns the texts of the corpus into PDFs and gold files."""
