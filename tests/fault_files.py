"""Files with forty faulty records, each between two good ones, in each of three forms."""

import csv
import io
import re
import tomllib
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

FAULTS = tomllib.loads(
    (Path(__file__).parent / "fixtures" / "faults" / "faults.toml").read_text("utf-8")
)["fault"]
FORMS = {"csv": "list.csv", "bibtex": "list.bib", "oai": "list.xml"}
_WORDS = (
    "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar "
    "papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu amber birch cedar "
    "dahlia elder fern grape hazel iris jasmine kelp laurel maple nettle olive poplar"
).split()
_BYTE = re.compile(rb"@([0-9A-F]{2})@")
_COLUMNS = (
    "Id", "Title", "Title (en)", "Author", "ORCID", "Publisher", "Date", "Language", "Country",
    "Theme", "Type", "DOI", "ISBN", "ISSN", "URL", "Licence", "Related publication", "Abstract",
    "Pubblisher",
)  # fmt: skip


@dataclass(frozen=True)
class FaultFile:
    """The content of a file, and where each faulty record stands in it."""

    content: bytes
    places: tuple[dict[str, Any], ...]


def make(form: str) -> FaultFile:
    """The file with all faults in one form."""
    return {"csv": _csv, "bibtex": _bibtex, "oai": _oai}[form]()


def _good(number: int) -> dict[str, str]:
    word = _WORDS[number]
    return {
        "id": f"good-{number}",
        "title": f"Report on labour migration and remittances, part {word}",
        "author": "Mary Smith",
        "publisher": "International Organization for Migration",
        "date": "2016-05",
        "language": "en",
        "abstract": f"This report describes how people of the town {word} send money home.",
    }


def _csv() -> FaultFile:
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(_COLUMNS)
    places, row = [], 1

    def cells(values: dict[str, str]) -> list[str]:
        return [values.get(column, "") for column in _COLUMNS]

    def good(number: int) -> dict[str, str]:
        titled = {name.capitalize(): value for name, value in _good(number).items()}
        return titled | {"Country": "Kenya"}

    for number, fault in enumerate(FAULTS):
        one = fault["csv"]
        writer.writerow(cells(good(number)))
        bad = cells({**good(number), "Id": f"bad-{number}", **one.get("set", {})})
        if one.get("raw") == "cut":
            bad = ["cut"]
        if one.get("raw") == "long":
            bad += ["surplus", "surplus"]
        writer.writerow(bad)
        row += 2
        places.append({"row": one.get("row", row)})
    writer.writerow(cells(good(len(FAULTS))))
    return FaultFile(_bytes(output.getvalue()), tuple(places))


def _bibtex() -> FaultFile:
    text, places = "", []

    def entry(key: str, values: dict[str, str], kind: str = "report") -> str:
        rows = "".join(f"  {name} = {{{value}}},\n" for name, value in values.items() if value)
        return f"@{kind}{{{key},\n{rows}}}\n\n"

    def good(number: int) -> dict[str, str]:
        values = _good(number)
        values["langid"] = values.pop("language")
        values.pop("id")
        return values | {"author": "Smith, Mary"}

    for number, fault in enumerate(FAULTS):
        one, raw = fault["bibtex"], fault["bibtex"].get("raw", "")
        text += entry(f"good-{number}", good(number))
        first = text.count("\n") + 1
        key, kind = f"bad-{number}", "report"
        if raw.startswith("key:"):
            key = raw.removeprefix("key:")
        if raw.startswith("entrytype:"):
            kind = raw.removeprefix("entrytype:")
        if raw.startswith("@"):
            text += raw + "\n\n"
        else:
            made = entry(key, {**good(number), **one.get("set", {})}, kind)
            if raw == "double":
                made = made.replace(
                    "title =", "title = {Another title on the labour market},\n  title =", 1
                )
            if raw == "macro":
                made = made.replace("\n}", "\n  publisher = absurdistan,\n}", 1)
            if raw == "unquoted":
                made = made.replace("\n}", "\n  series = Basket weaving today,\n}", 1)
            text += made
        places.append({"line": range(first, text.count("\n") + 1)})
    text += entry(f"good-{len(FAULTS)}", good(len(FAULTS)))
    return FaultFile(_bytes(text), tuple(places))


def _oai() -> FaultFile:
    records, places = [], []

    def record(key: str, values: dict[str, str], more: str = "") -> str:
        body = "".join(f"<dc:{name}>{value}</dc:{name}>" for name, value in values.items() if value)
        return (
            f"<record><header><identifier>oai:example.org:{key}</identifier>"
            "<datestamp>2024-01-01</datestamp></header><metadata>"
            '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"{body}{more}</oai_dc:dc></metadata></record>\n"
        )

    def good(number: int) -> dict[str, str]:
        values = _good(number)
        del values["id"]
        named = {"author": "creator", "abstract": "description"}
        return {named.get(name, name): escape(value) for name, value in values.items()} | {
            "creator": "Smith, Mary"
        }

    for number, fault in enumerate(FAULTS):
        one, raw = fault["oai"], fault["oai"].get("raw", "")
        records.append(record(f"good-{number}", good(number)))
        key = raw.removeprefix("id:") if raw.startswith("id:") else f"bad-{number}"
        more = raw if raw.startswith("<") else ""
        made = record(key, {**good(number), **one.get("set", {})}, more)
        records.append(made.replace("</dc:title>", "", 1) if raw == "cut" else made)
        places.append({"record": len(records)})
    records.append(record(f"good-{len(FAULTS)}", good(len(FAULTS))))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">\n'
        "<responseDate>2024-01-02T00:00:00Z</responseDate>"
        '<request verb="ListRecords" metadataPrefix="oai_dc">https://example.org/oai</request>\n'
        f"<ListRecords>\n{''.join(records)}</ListRecords>\n</OAI-PMH>\n"
    )
    return FaultFile(_bytes(text), tuple(places))


def _bytes(text: str) -> bytes:
    """The text in UTF-8; `@E9@` becomes that byte."""
    return _BYTE.sub(lambda found: bytes([int(found[1], 16)]), text.encode())
