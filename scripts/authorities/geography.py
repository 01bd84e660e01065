"""Reads what the reference data say about countries and the regions of GeoNames."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_COLUMNS = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ru": "Russian",
    "zh": "Chinese",
}
"""How the columns of the table name each language."""

_NOT_IN_M49 = {"830"}
"""The Channel Islands are no group of M49 any more, though the table still names them."""

_PLACES_IN_DEGREES = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees, precise to about a hundred metres."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory as GeoNames and the United Nations know it."""

    geonames: str
    name: str
    iso2: str
    iso3: str
    m49: str
    independent: bool
    group: str
    labels: dict[str, str]
    variants: dict[str, list[str]]
    point: Point | None


@dataclass(frozen=True, slots=True)
class Feature:
    """A region of GeoNames."""

    name: str
    code: str
    point: Point | None


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A first-level unit of a country, by the country's ISO code."""

    geonames: str
    name: str
    country: str


def read_countries(reference: Path) -> Iterator[Country]:
    """Every country and territory that both tables have; states that are no more are left out."""
    rows = {_iso2(row): row for row in _rows(reference) if row["Deprecated"] != "Y"}
    for fields in _tab_separated(reference / "geonames" / "countryInfo.txt"):
        if row := rows.get(fields[0]):
            yield _country(fields, row)


def read_features(reference: Path) -> dict[str, Feature]:
    """The continents, regions, zones and the Earth itself among GeoNames' places in no country."""
    return {
        fields[0]: Feature(fields[1], f"{fields[6]}.{fields[7]}", _point(fields[4], fields[5]))
        for fields in _tab_separated(reference / "geonames" / "no-country.txt")
        if fields[7] in {"CONT", "RGN", "ZN", "AREA"}
    }


def read_subdivisions(reference: Path) -> Iterator[Subdivision]:
    """The first-level units of countries, in the order of GeoNames' list."""
    for code, name, _, geonames in _tab_separated(reference / "geonames" / "admin1CodesASCII.txt"):
        yield Subdivision(geonames, name, code.partition(".")[0])


def _country(fields: list[str], row: dict[str, str]) -> Country:
    code = row["m49 numerical code"] or fields[2].lstrip("0")
    group = row["Intermediate Region Code"].zfill(3)
    if group in _NOT_IN_M49 or not row["Intermediate Region Code"]:
        group = row["Sub-region Code"].zfill(3) if row["Sub-region Code"] else ""
    return Country(
        geonames=fields[16],
        name=fields[4].strip(),
        iso2=fields[0],
        iso3=fields[1],
        m49=code.zfill(3) if code else "",
        independent=row["Independent"] == "Y",
        group=group,
        labels={
            language: name
            for language, column in _COLUMNS.items()
            if (name := row[f"M49 {column}"].strip() or row[f"{column} Short"].strip())
        },
        variants=_variants(row, fields[4].strip()),
        point=_point(row["Latitude"], row["Longitude"]),
    )


def _variants(row: dict[str, str], name: str) -> dict[str, list[str]]:
    """Every name that the tables give, by language; some stand twice."""
    variants = {
        language: [row[f"M49 {column}"].strip(), row[f"{column} Short"].strip()]
        for language, column in _COLUMNS.items()
    }
    variants["en"] += [row["English Formal"].removeprefix("the "), name]
    return {language: [text for text in texts if text] for language, texts in variants.items()}


def _iso2(row: dict[str, str]) -> str:
    return row["ISO 3166-1 Alpha 2-Codes"] or row["x Alpha2 codes"]


def _rows(reference: Path) -> Iterator[dict[str, str]]:
    path = reference / "country-tables" / "hdx_ocha_countries_territories.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _tab_separated(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def _point(latitude: str, longitude: str) -> Point | None:
    if not latitude or not longitude or (latitude, longitude) == ("0", "0"):
        return None
    return Point(*(round(float(text), _PLACES_IN_DEGREES) for text in (latitude, longitude)))
