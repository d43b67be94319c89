"""Says, item by item, why a record holds what it holds."""

from __future__ import annotations

from diplo_extract.record import Record

__all__ = ["explain_record"]


def explain_record(record: Record, text: str) -> str:
    """The record as lines to read: each item with its value, its rule, its confidence and its evidence in context."""
    lines = [f"{record.document.id}: {record.document.title or ''}"]
    for item in record.items():
        values = {
            name: value
            for name, value in item
            if name not in {"id", "rule", "confidence", "mentions", "content"} and value not in (None, (), "")
        }
        grade = f" [{item.rule or 'no rule named'}{', ' + item.confidence if item.confidence else ''}]"
        lines.append(f"{item.id}{grade} " + ", ".join(f"{name}={_told(value)}" for name, value in values.items()))
        lines += [f"    {_in_context(text, m.start, m.end)}" for m in item.mentions]
    return "\n".join(lines)


def _told(value: object) -> str:
    return "+".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _in_context(text: str, start: int, end: int, *, width: int = 60) -> str:
    """The words start..end in [brackets] with up to `width` characters of the text on either side, on one line."""
    before, after = text[max(0, start - width) : start], text[end : end + width]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
