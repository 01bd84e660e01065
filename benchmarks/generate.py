"""Generates a catalogue of invented publications: always the same for the same number."""

import random
from pathlib import Path
from typing import Any

import yaml

REGIONS = ("Mali", "Niger", "Georgia", "Morocco", "Sahel", "West Africa", "Colombia", "Viet Nam")
AGENCIES = ("iom", "unodc", "ilo", "unicef", "osce", "icmpd", "walk-free")
THEMES = ("Data collection", "Forced labour", "Child trafficking", "Legislation", "Prevention")
GIVEN = ("Amina", "Jean", "Maria", "Olga", "Wei", "Fatou", "Peter", "Ana", "Yusuf", "Ingrid")
FAMILY = ("Diallo", "Martin", "Silva", "Ivanova", "Chen", "Traore", "Smith", "Lopez", "Demir")
SUBJECTS = (
    "Trafficking in persons along the routes through {}",
    "Data on forced labour in {}: what is known and what is not",
    "Protection of children on the move in {}",
    "A review of anti-trafficking legislation in {}",
    "Returning migrants and their families in {}",
)
SENTENCES = (
    "The report draws on interviews with officials, service providers and survivors.",
    "It compares the law of {} with international standards and finds gaps in both.",
    "Victims are seldom identified, and data are kept by each institution for itself.",
    "The authors recommend a common form for case data and a yearly exchange of figures.",
    "Routes through {} change quickly, while responses are planned for years.",
    "Workers who pay for their recruitment are in debt before they begin.",
)

CATALOGUE = """\
title = "Generated publications"
description = "Invented records, for measuring only."
base_iri = "http://localhost:8000/"
languages = ["en"]
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
modified = 2026-01-31

[[sources]]
name = "generated"
reader = "records"
path = "sources/generated.yaml"
"""


def generate_record(number: int) -> dict[str, Any]:
    """One invented publication; a few have several creators or no date, as in life."""
    chance = random.Random(number)
    region, other = chance.sample(REGIONS, 2)
    return {
        "id": f"generated-{number:07}",
        "title": {"en": f"{chance.choice(SUBJECTS).format(region)} ({number})"},
        "abstract": {
            "en": " ".join(sentence.format(other) for sentence in chance.sample(SENTENCES, 4))
        },
        "creators": [
            {
                "given": f"{chance.choice(GIVEN)} {chr(65 + number % 26)}.",
                "family": chance.choice(FAMILY),
            }
            for _ in range(chance.randint(1, 3))
        ],
        "publisher": chance.choice(AGENCIES),
        "regions": [region],
        "themes": chance.sample(THEMES, 2),
        "issued": f"{chance.randint(2000, 2025)}-{chance.randint(1, 12):02}",
        "language": "en",
        "type": "report",
    }


def write_data_folder(folder: Path, number: int, authorities: Path) -> Path:
    """A data folder with that many publications and the authorities of the default catalogue."""
    (folder / "sources").mkdir(parents=True)
    (folder / "catalogue.toml").write_text(CATALOGUE, encoding="utf-8")
    (folder / "authorities").symlink_to(authorities.resolve())
    with (folder / "sources" / "generated.yaml").open("w", encoding="utf-8") as file:
        for index in range(number):
            yaml.safe_dump([generate_record(index)], file, allow_unicode=True, sort_keys=False)
    return folder
