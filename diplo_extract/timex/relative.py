"""Rules of what is told from another day: `demain`, `la semaine dernière`, `il y a trois mois`, `la veille`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplo_extract.timex.reading import Reading
from diplo_extract.timex.rules import Hit, Rule

__all__ = ["RELATIVE_RULES", "STRETCH_RULES"]

Readings = Iterable[Reading] | None

_WHOLE = ("D", "W", "WE", "M", "Q", "HY", "Y", "DE", "CE")


def _deictic(hit: Hit) -> Readings:
    if re.match(r"\s+de demain\b", hit.after(12)) or re.search(r"\b(?:après|avant)-$", hit.before(6)):
        return ()
    count = hit.number("n") or 0
    return [Reading(start=hit.start, end=hit.end, kind="shift", shift=(count, "D"), exact=True)]


def _anchored(hit: Hit) -> Readings:
    if (re.search(r"\bdu jour au $|\bà la $|\bau $|\bsans $", hit.before(12)) and hit.value("n") == 1) or _fixed_phrase(
        hit
    ):
        return ()
    count = hit.number("n") or 0
    return [Reading(start=hit.start, end=hit.end, kind="shift", shift=(count, "D"), base="anchor", exact=True)]


def _fixed_phrase(hit: Hit) -> bool:
    """`à la veille du sommet`, `au lendemain des élections`: beside an event, not a date; `veille` sanitaire."""
    after = hit.after(14)
    if re.match(r"\s+(?:d'|de l|de la|du|des|de)\b", after) and not re.match(
        r"\s+(?:du|de) (?:\d|ce|cette|son|sa|leur)", after
    ):
        return True
    return not re.search(r"\b(?:la|le|l'|dès)\s?$", hit.before(6))


def _this(hit: Hit) -> Readings:
    """`cette semaine`, `ce mois-ci`, `cette année`."""
    unit = str(hit.value("unit"))
    if unit not in _WHOLE or (hit.text("unit").endswith("s") and unit != "M") or hit.text("dem") == "ces":
        return None
    if unit == "D" and not hit.text("unit").startswith("jour"):
        return None
    if unit == "D" and re.search(r"\bà $", hit.before(3)):
        return ()  # `à ce jour`: until now
    if unit == "M" and re.match(r"\s+(?:de\s|d')", hit.after(4)):
        return None
    if hit.text("unit") == "journée":
        return None
    return [Reading(start=hit.start, end=hit.end, kind="shift", shift=(0, unit))]


def _same(hit: Hit) -> Readings:
    """`le même jour`, `la même année`."""
    unit = str(hit.value("unit"))
    if unit not in ("D", "W", "M", "Y", "Q") or (hit.text("unit").endswith("s") and unit != "M"):
        return None
    return [Reading(start=hit.start, end=hit.end, kind="shift", shift=(0, unit), base="anchor")]


def _pointed(hit: Hit) -> Readings:
    """`la semaine dernière`, `l'an prochain`, `le mois suivant`, `la semaine qui suit`."""
    unit = str(hit.value("unit"))
    text = hit.text("p")
    if unit not in _WHOLE or text.endswith("s") or (unit == "M" and hit.follows("NUM")):
        return None if hit.follows("NUM") else ()
    if unit == "D" and text.startswith(("pro", "der", "pas")):
        return None
    if hit.text("unit").endswith("s") and unit != "M":
        return None
    if unit == "CE" and text.startswith("pr"):
        return ()
    sign = (
        -1 if (hit.has("p") and text.startswith(("der", "pas", "préc", "prec", "éc", "ec"))) or hit.has("back") else 1
    )
    anchored = text.startswith(("sui", "pré", "pre")) or hit.has("follows") or hit.has("back")
    base = "anchor" if anchored else "reference"
    nth = -1 if hit.has("leads") and sign < 0 else None
    if nth and unit in ("Q", "HY"):
        return None
    return [Reading(start=hit.start, end=hit.end, kind="shift", shift=(sign, unit), base=base, nth=nth, unit=unit)]


def _bare_unit(hit: Hit) -> Readings:
    """`l'année`, `le mois`: a date only in `fin de l'année`, `au second trimestre de l'année`."""
    unit = str(hit.value("unit"))
    if unit not in ("W", "WE", "M", "Q", "HY", "Y", "D", "CE", "DE") or (
        hit.text("unit").endswith("s") and unit != "M"
    ):
        return None
    return [Reading(start=hit.start, end=hit.end, kind="unit", shift=(0, unit), weak=True)]


def _count(hit: Hit, name: str = "n") -> int | None:
    """A whole number, or one in `une dizaine de`; None for a fraction."""
    value = hit.value(name)
    return int(value) if isinstance(value, (int, float)) and float(value).is_integer() and value < 3000 else None


def _shifted(hit: Hit) -> Readings:
    """`il y a trois semaines`, `dans deux mois`, `d'ici six mois`, `trois jours plus tard`."""
    count, unit = _count(hit), str(hit.value("unit"))
    if count is None or unit not in (*_WHOLE, "ML", "H", "MIN"):
        return None
    if hit.has("filler") and not _FILLER.fullmatch(hit.text("filler")):
        return None
    if hit.has("ahead") and (
        re.match(r"\s+(?:de (?:prison|réclusion|cours|moyenne)|durant|consécutif)", hit.after(16)) or _span(hit)
    ):
        return None
    back = hit.has("ago") or hit.has("back")
    extra = (hit.number("n2") or 0) if hit.has("n2") else 6 if hit.has("half") and unit == "Y" else 0
    shift = (-count if back else count, unit)
    if extra and unit == "Y":
        shift = ((-1 if back else 1) * (count * 12 + extra), "M")
    base = "anchor" if hit.has("back") or hit.has("forth") else "reference"
    kind = "shift" if unit not in ("H", "MIN") else "hours"
    return [Reading(start=hit.start, end=hit.end, kind=kind, shift=shift, base=base, exact=True)]


_FILLER = re.compile(
    r"environ|vers|plus d[e']|moins d[e']|tout juste|déjà|à peine|près d[e']"
    r"|presque|exactement|bientôt|maintenant|de cela|quelque"
)


def _span(hit: Hit) -> bool:
    """Whether `dans les six mois` tells a stretch, not a day."""
    return hit.text("ahead").endswith("les")


def _from_event(hit: Hit) -> Readings:
    """`trois jours avant` or `après` a date; a measure where no date follows."""
    count, unit = _count(hit), str(hit.value("unit"))
    if count is None or unit not in ("D", "W", "M", "Y"):
        return None
    shift = (-count if hit.has("avant") else count, unit)
    value = f"P{count}{unit}"
    if re.match(r"\s+(?:après|avant)\s*(?:[,.;:!?)]|$)", hit.after(10)):
        return [Reading(start=hit.start, end=hit.end, kind="shift", shift=shift, base="anchor", exact=True)]
    return [Reading(start=hit.start, end=hit.end, kind="offset", shift=shift, exact=True, value=value, unit=unit)]


_COUNT = "n:(digits|small|wordday|wordbig|un|sept|quantity)"

RELATIVE_RULES = (
    Rule("core:(n:deictic)", _deictic),
    Rule("core:(dem unit:unit (dash ci)?) ", _this),
    Rule(
        f"core:(ago:(il (y has|ya)|voici) filler:(about|(plus|moins) de|tout? x de?|de x)?"
        f" un? {_COUNT} OF? unit:unit"
        " (et (half:half|n2:(digits|wordday|un|sept) unit))?)",
        _shifted,
    ),
    Rule(
        f"core:(ahead:dans (about|un)? {_COUNT} OF? unit:unit (et half:half|et? n2:(digits|wordday|un|sept) unit)?)",
        _shifted,
    ),
    Rule(f"ici core:({_COUNT} unit:unit)", _shifted),
    Rule(f"core:({_COUNT} unit:unit (et half:half)? (forth:(plus later)|back:(plus? earlier)))", _shifted),
    Rule(f"core:({_COUNT} unit:unit) (apres|avant:avant)", _from_event),
    Rule("core:(meme unit:unit)", _same),
    Rule(
        "core:(unit:unit (p:(next|last|after|before|elapsed) | follows:(qui suit | de apres) | back:(de avant)))",
        _pointed,
    ),
    Rule("core:(leads:(p:(next|last)) unit:unit)", _pointed),
    Rule("core:(n:anchored)", _anchored),
)

STRETCH_RULES = (
    Rule("le core:(unit:unit)", _bare_unit),
    Rule("de core:(unit:unit)", _bare_unit),
)
"""Read last: what no other rule wants."""
