"""How fast documents are read, and in how much memory, beside a plain reading of their words."""
