"""The gazetteer of places: the cities and divisions of places.csv.gz, the regions, waters and areas of areas.csv, and
the dependent territories of countries.csv; and in which states the small towns of towns.csv.gz lie.

The two compressed files are built from GeoNames by tools/build_places.py; areas.csv and exonyms.csv are written by
hand.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.countries import sovereign, territories
from diplo_extract.lexicon.gazetteer import Gazetteer, fold

__all__ = ["Place", "candidates", "country_of_city", "place_gazetteer", "states_of_town"]


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer. Coordinates are degrees (WGS 84), None where unknown; a population of 0 is unknown.

    `chosen` tells an entry written by hand (areas.csv, exonyms.csv), whose name may be trusted in running text.
    """

    code: str
    name: str
    kind: str
    country: str | None
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    chosen: bool = False


@cache
def _entries() -> tuple[tuple[list[str], ...], dict[str, tuple[int, ...]]]:
    """The rows of all sources, and the numbers of the rows that each form names."""
    rows: list[list[str]] = []
    index: dict[str, tuple[int, ...]] = {}
    for row in _rows():
        for form in (row[1], *forms(row[2])):
            index[form] = (*index.get(form, ()), len(rows))
        rows.append(row)
    return tuple(rows), index


def _rows() -> Iterator[list[str]]:
    """Rows of code, name, variants, kind, country, latitude, longitude, population, chosen."""
    for area in read_rows("areas"):
        yield [area["code"], area["name"], area["variants"], area["kind"], area["country"], "", "", "0", "1"]
    for form, (code, state) in territories().items():
        yield [code, form, "", "region", state, "", "", "0", "1"]
    chosen = {row["code"] for row in read_rows("exonyms")}
    for row in _compressed("places.csv.gz"):
        row.append("1" if row[0] in chosen else "")
        yield row


def _compressed(name: str) -> Iterator[list[str]]:
    """The rows of a compressed file without its header."""
    data = gzip.decompress(files(__package__).joinpath(name).read_bytes()).decode("utf-8")
    reader = csv.reader(io.StringIO(data))
    next(reader)
    return reader


@cache
def _towns() -> dict[str, str]:
    return dict(_compressed("towns.csv.gz"))


def states_of_town(name: str) -> frozenset[str]:
    """The states in which a town of that name lies, whatever its accents; read only when asked for."""
    return frozenset(sovereign(code) for code in forms(_towns().get(fold(name), "")))


@cache
def place_gazetteer() -> Gazetteer:
    """Finds the names of places; the key of a hit is the form, to be given to `candidates`."""
    return Gazetteer((form, form) for form in _entries()[1])


@lru_cache(maxsize=1 << 16)
def candidates(form: str) -> tuple[Place, ...]:
    """The places that a form of the gazetteer may name: those chosen by hand first, then by falling population.

    A proper name is also known by other accents and hyphens (`Addis Abéba`), as the gazetteer finds it.
    """
    rows, index = _entries()
    if form not in index and not form.isupper():
        form = next((hit.key for hit in place_gazetteer().find(form) if hit.end - hit.start == len(form)), form)
    places = [_place(rows[number]) for number in index.get(form, ())]
    return tuple(sorted(places, key=lambda place: (not place.chosen, -place.population, place.code)))


def country_of_city(form: str) -> str | None:
    """The country of the most likely place of that name; None where the gazetteer has none."""
    return next((place.country for place in candidates(form)), None)


def _place(row: list[str]) -> Place:
    code, name, _, kind, country, latitude, longitude, population, chosen = row
    return Place(
        code=code,
        name=name,
        kind=kind,
        country=sovereign(country) or None,
        geonames=int(code) if code.isdecimal() else None,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        population=int(population),
        chosen=bool(chosen),
    )
