"""HTML pages to the text that a reader sees, by resiliparse."""

from __future__ import annotations

from diplo_extract.errors import MissingExtra

__all__ = ["HTML_WARNING", "text_of_html"]

HTML_WARNING = "HTML page: offsets count in the text it was reduced to, which --with-text puts into the record"

# Menus, banners and forms are no part of a communiqué. Main-content guessing is left off: it drops lists.
FURNITURE = ("nav", "header nav", "footer", "aside", "form", "button", "dialog", '[role="navigation"]', "[hidden]")


def text_of_html(page: str) -> str:
    """The visible text of a page, a line for each block. Raises `MissingExtra` where resiliparse is not installed."""
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError as error:
        raise MissingExtra("HTML pages", "html") from error
    return str(
        extract_plain_text(
            page,
            preserve_formatting=True,
            main_content=False,
            list_bullets=False,
            alt_texts=False,
            links=False,
            form_fields=False,
            noscript=False,
            skip_elements=FURNITURE,
        )
    )
