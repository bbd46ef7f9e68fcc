"""Mutated PDFs, read one after the other until one of them brings the reader down: `make fuzz`."""
