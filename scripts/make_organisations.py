"""Makes data/authorities/ror.tsv.gz, the organisations that names are compared with, out of ROR.

Run it from anywhere: `python scripts/make_organisations.py [--reference DIR] [--output FILE]`. The
reference data are records of the Research Organization Registry (CC0 1.0), in either version of
its schema, one a line; those that are not active are left out.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent
_SEPARATORS = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "|": "/"})
_NO_LANGUAGE = ""

Names = dict[str, str]
"""The language of each name."""


def table_lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A line for each active record: identifier, country, types, website, names, acronyms.

    The first name is the one that the registry shows; each begins with its language and `=`.
    """
    rows = (_row(record) for record in records if record["status"] == "active")
    yield from sorted("\t".join(row) for row in rows)


def _row(record: Mapping[str, Any]) -> tuple[str, ...]:
    names, acronyms = _second(record) if "names" in record else _first(record)
    return (
        record["id"].rpartition("/")[2],
        _country(record),
        " ".join(sorted(kind.lower() for kind in record["types"])),
        _website(record),
        "|".join(f"{language}={_plain(text)}" for text, language in names.items()),
        "|".join(dict.fromkeys(map(_plain, acronyms))),
    )


def _second(record: Mapping[str, Any]) -> tuple[Names, list[str]]:
    """The names and acronyms of a record in the second version of the schema."""
    ordered = sorted(record["names"], key=lambda name: "ror_display" not in name["types"])
    names: Names = {}
    for name in ordered:
        if "ror_display" in name["types"] or "acronym" not in name["types"]:
            names.setdefault(name["value"], name["lang"] or _NO_LANGUAGE)
    return names, [name["value"] for name in ordered if "acronym" in name["types"]]


def _first(record: Mapping[str, Any]) -> tuple[Names, list[str]]:
    """The names and acronyms of a record in the first version of the schema."""
    names: Names = {record["name"]: _NO_LANGUAGE}
    for label in record.get("labels", ()):
        names.setdefault(label["label"], label["iso639"] or _NO_LANGUAGE)
    for alias in record.get("aliases", ()):
        names.setdefault(alias, _NO_LANGUAGE)
    return names, list(record.get("acronyms", ()))


def _country(record: Mapping[str, Any]) -> str:
    if "locations" in record:
        places = [place["geonames_details"] for place in record["locations"]]
        return str(places[0]["country_code"]) if places else ""
    return str(record.get("country", {}).get("country_code", ""))


def _website(record: Mapping[str, Any]) -> str:
    for link in record.get("links", ()):
        if isinstance(link, str):
            return _plain(link)
        if link["type"] == "website":
            return _plain(link["value"])
    return ""


def _plain(text: str) -> str:
    return " ".join(text.translate(_SEPARATORS).split())


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reference = _ROOT.parent / "shared" / "reference" / "ror" / "ror_latest.jsonl.gz"
    parser.add_argument("--reference", type=Path, default=reference)
    output = _ROOT / "data" / "authorities" / "ror.tsv.gz"
    parser.add_argument("--output", type=Path, default=output)
    options = parser.parse_args(arguments)
    if not options.reference.is_file():
        print(f"There are no reference data in {options.reference}.", file=sys.stderr)
        return 1
    with gzip.open(options.reference, "rt", encoding="utf-8") as lines:
        text = "".join(f"{line}\n" for line in table_lines(map(json.loads, lines)))
    options.output.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(
        f"{options.output}: {options.output.stat().st_size:,} bytes, {text.count(chr(10)):,} lines"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
