"""spaCy components. Each reads a Doc and writes one span group: label = kind, id = canonical value."""
