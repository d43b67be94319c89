"""Memory of a worker over many documents, each with words that nobody has read before.

    python -m tests.corpus.memory [--documents 10000]

Prints the resident memory after a tenth of them and after all; exit status 1 when it has grown by over 5 %. Linux only.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from diplo_extract.corpus.task import Task, bundles
from diplo_extract.corpus.worker import Extraction, load_extractor

SYLLABLES = ("ba", "ko", "ri", "ma", "tou", "le", "sé", "na", "di", "vo", "ka", "ra", "mi", "sa", "lo", "bé")


def notes(count: int) -> Iterator[Task]:
    """Notes of some 300 characters, each with six new words."""
    chance = random.Random(1)
    for number in range(count):
        a, b, c, d, e, f = ("".join(chance.choices(SYLLABLES, k=5)).title() for _ in range(6))
        text = (
            f"Le ministre des Affaires étrangères, M. {a} {b}, a reçu à {c} l'ambassadeur {d} {e}, le 3 mai 2024. "
            f"Les deux parties ont signé un accord sur la pêche et sont convenues de se revoir à {f} en juin. "
            "Le ministre a salué la qualité de leurs relations et condamné les attaques de la semaine passée."
        )
        yield Task(str(number), str(number), f"{number}.txt", "text", text.encode())


def resident() -> float:
    """The resident memory of this process, in MiB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    options = parser.parse_args()
    extract = load_extractor(Extraction())
    done, early = 0, 0.0
    for bundle in bundles(notes(options.documents)):
        extract(bundle)
        done += len(bundle)
        if not early and done * 10 >= options.documents:
            early = resident()
    late = resident()
    growth = late / early
    print(f"{early:.0f} MiB after {options.documents // 10:,} documents, {late:.0f} MiB after {done:,}: {growth:.3f}")
    return int(growth > 1.05)


if __name__ == "__main__":
    sys.exit(main())
