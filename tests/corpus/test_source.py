"""What is found where, under which id, and how it is read."""

from __future__ import annotations

import gzip
import json
import os
from io import BytesIO
from pathlib import Path

import pytest

from diplo_extract.corpus.source import Item, open_source
from diplo_extract.corpus.tables import Fields
from diplo_extract.corpus.task import Task
from diplo_extract.corpus.worker import read_task
from diplo_extract.errors import DocumentError, SourceError

TEXT = "Le ministre a reçu une délégation."


def found(source: str | Path, *, globs: tuple[str, ...] = (), fields: Fields | None = None) -> list[Item]:
    return list(open_source(source, globs=globs, fields=fields, max_characters=10_000).items())


def texts(items: list[Item]) -> dict[str, str]:
    """The text of each item by its id."""
    return {item.id: read_task(Task(item.id, item.id, item.source, item.form, item.read())).text for item in items}


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_folder_gives_its_texts_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/é.txt", "a/v1.2.txt", "a.html", "c.txt.gz"):
        write(tmp_path / name, f"<p>{TEXT}</p>" if name.endswith("html") else TEXT)
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    items = found(tmp_path)
    assert [item.id for item in items] == ["a/v1.2", "a/z", "a/é", "a", "b", "c"]
    assert [item.source for item in items][-1] == "c.txt.gz"
    pytest.importorskip("resiliparse")
    assert set(texts(items).values()) == {TEXT}


def test_what_is_hidden_or_leads_out_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    write(folder / "a.txt")
    write(folder / ".hidden.txt")
    write(folder / ".git/b.txt")
    write(folder / "notes.pdf")
    (folder / "inside.txt").symlink_to("a.txt")
    (folder / "outside.txt").symlink_to(write(tmp_path / "elsewhere/secret.txt"))
    (folder / "folder-outside").symlink_to(tmp_path / "elsewhere")
    (folder / "loop").symlink_to(folder)
    items = found(folder)
    assert [item.id for item in items if item.left_out is None] == ["a", "inside"]
    assert {item.source: item.left_out for item in items if item.left_out} == {
        "notes.pdf": "files of another kind (.pdf)",
        "outside.txt": "links that lead out of the folder",
        "folder-outside": "files of another kind (no suffix)",
        "loop": "files of another kind (no suffix)",
    }


def test_a_folder_that_cannot_be_listed_does_not_pass_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "corpus" / "a.txt")

    def refuse(_path: object) -> list[bytes]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(SourceError, match=r"corpus: Permission denied; check the folder's permissions"):
        found(tmp_path / "corpus")


@pytest.mark.parametrize(
    ("glob", "ids"),
    [("*.md", ["2024/b"]), ("2024/*", ["2024/a", "2024/b"]), ("a.*", ["2023/a", "2024/a"])],
)
def test_globs_choose_by_name_or_path(tmp_path: Path, glob: str, ids: list[str]) -> None:
    for name in ("2023/a.txt", "2024/a.txt", "2024/b.md"):
        write(tmp_path / name)
    assert [item.id for item in found(tmp_path, globs=(glob,)) if item.left_out is None] == ids


def test_a_list_of_paths(tmp_path: Path) -> None:
    first, second = write(tmp_path / "un.txt"), write(tmp_path / "deux ans.txt")
    lines = BytesIO(f"{first}\n\n{second}\r\n{tmp_path}/nowhere.txt\n".encode())
    items = list(open_source("-", max_characters=1000, paths=lines).items())
    assert [item.id.rsplit("/", 1)[-1] for item in items] == ["un", "deux ans", "nowhere"]
    assert set(texts(items[:2]).values()) == {TEXT}
    with pytest.raises(FileNotFoundError):
        items[2].read()


def test_json_lines(tmp_path: Path) -> None:
    rows = [{"no": 7, "corps": TEXT, "jour": "2024-07-03"}, {"no": "8", "corps": 5}, [1], {"corps": TEXT}]
    path = write(tmp_path / "corpus.jsonl", "\n".join(map(json.dumps, rows)) + "\nno json\n\n")
    items = found(path, fields=Fields("corps", "no", "jour"))
    assert [item.id for item in items] == ["7", "8", "corpus/3", "corpus/4", "corpus/5"]
    assert items[0].reference_date == "2024-07-03"
    assert texts(items[:1]) == {"7": TEXT}
    for item, problem in zip(items[1:], ("no text", "no JSON object", "no id", "no JSON"), strict=True):
        with pytest.raises(DocumentError, match=problem):
            item.read()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_line_breaks_and_long_fields(tmp_path: Path, delimiter: str) -> None:
    long = "Le ministre " * 800
    lines = f'id{delimiter}text\r\nun{delimiter}"Le ministre,\r\n""a"" dit; {delimiter}"\r\ndeux{delimiter}{long}\r\n'
    path = tmp_path / "corpus.csv"
    path.write_bytes(b"\xef\xbb\xbf" + lines.encode())
    assert texts(found(path, fields=Fields(id="id"))) == {"un": f'Le ministre,\r\n"a" dit; {delimiter}', "deux": long}


def test_csv_in_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "corpus.csv"
    path.write_bytes(f"text\n{TEXT}\n".encode("cp1252"))
    assert texts(found(path)) == {"corpus/1": TEXT}


def test_a_missing_column_is_said_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "corpus.csv", "id,corps\n1,texte\n")
    with pytest.raises(SourceError, match="no column 'text'; name one of: id, corps"):
        found(path)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "empty"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "Le ministre est parti."}\n' * 900, mtime=0)[:80], "gzip"),
        ("a.csv.gz", b"text\nLe ministre est parti.\n", "gzip"),
        ("a.parquet", b"PAR1 and no more", "Parquet"),
    ],
)
def test_a_broken_table_is_told_in_a_line(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=said):
        list(open_source(tmp_path / name, max_characters=1000).items())


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "corpus.parquet"
    parquet.write_table(pyarrow.table({"id": ["a", "b"], "text": [TEXT, None], "other": [1, 2]}), path)
    items = found(path, fields=Fields(id="id"))
    assert texts(items[:1]) == {"a": TEXT}
    with pytest.raises(DocumentError, match="no text"):
        items[1].read()


def test_an_address_of_object_storage(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    for name in ("b.txt", "a/c.txt", "a/.hidden.txt", "d.png"):
        system.pipe_file(f"/communiques/{name}", TEXT.encode())
    items = [item for item in found("memory://communiques") if item.left_out is None]
    assert [item.id for item in items] == ["a/c", "b"]
    assert set(texts(items).values()) == {TEXT}


def test_html_keeps_lists_and_drops_menus() -> None:
    pytest.importorskip("resiliparse")
    page = (
        "<html><head><title>Ministère</title><style>p {}</style></head><body><nav><a href='/'>Accueil</a></nav>"
        "<h1>Visite à Nouakchott</h1><p>Les ministres ont signé&nbsp;:</p><ul><li>un accord ;</li>"
        "<li>une convention.</li></ul><footer>Plan du site</footer><script>alert(1)</script></body></html>"
    )
    document = read_task(Task("a", "a", "a.html", "html", page.encode()))
    lines = [line.strip() for line in document.text.splitlines() if line.strip()]
    assert lines == ["Visite à Nouakchott", "Les ministres ont signé\u00a0:", "un accord ;", "une convention."]
    assert document.warnings


def test_a_quotation_mark_left_open_swallows_no_row_unseen(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text(f'id,text\n1,{TEXT}\n2,"{TEXT}\n3,"{TEXT}"\n4,"{TEXT}"\n5,"{TEXT}\n', "utf-8")
    good, bad = [], []
    for item in found(table):
        try:
            good.append(item.read().decode())
        except DocumentError as error:
            bad.append(error.problem)
    assert set(good) == {TEXT}
    assert len(bad) == 2
    assert all("no CSV" in problem for problem in bad)


def test_a_table_in_utf16_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(f"id,text\n1,{TEXT}\n".encode("utf-16"))
    with pytest.raises(SourceError, match="save it as CSV in UTF-8"):
        found(tmp_path / "a.csv")
