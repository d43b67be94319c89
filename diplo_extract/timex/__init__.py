"""French temporal expressions: text in, typed TIMEX3 values out, without spaCy."""
