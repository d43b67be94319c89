"""Assembles the French pipeline to disk: fr_core_news_md, without what is not used, with our weights and components.

python models/assemble.py OUTPUT
"""

from __future__ import annotations

import sys
from pathlib import Path

from diplo_extract import load


def main() -> int:
    """Writes the pipeline to the folder named on the command line."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    output = Path(sys.argv[1])
    nlp = load()
    nlp.to_disk(output)
    print(f"{output}: {', '.join(nlp.pipe_names)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
