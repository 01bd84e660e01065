"""Makes data/authorities/*.ttl from the tables in scripts/authorities and the reference data.

Run it from anywhere: `python scripts/make_authorities.py [--reference DIR] [--output DIR]`. The
reference data are facts of GeoNames, OCHA, ROR and EuroVoc (data/ATTRIBUTION.md); without them the
regions and subdivisions stay as they are, and the identifiers of agencies and themes are not
checked again.
"""

import argparse
import sys
from pathlib import Path

from authorities.agencies import agency_triples
from authorities.regions import region_triples
from authorities.subdivisions import subdivision_triples
from authorities.tables import TableError
from authorities.themes import theme_triples
from authorities.turtle import write_turtle

_ROOT = Path(__file__).resolve().parent.parent
_NOTE = "Made by scripts/make_authorities.py; change the tables in scripts/authorities instead."
_REGIONS = "Countries, the groups of M49, and regions that people write beside them."
_SUBDIVISIONS = "First-level subdivisions of countries, as GeoNames has them."
_AGENCIES = "Agencies of the field of trafficking and migration."
_THEMES = "Themes of the evidence on trafficking and migration."


def make_files(reference: Path | None) -> dict[str, str]:
    """The text of each file by its name; regions and subdivisions only with reference data."""
    files = {
        "agencies.ttl": write_turtle(agency_triples(reference), f"{_AGENCIES}\n{_NOTE}"),
        "themes.ttl": write_turtle(theme_triples(reference), f"{_THEMES}\n{_NOTE}"),
    }
    if reference:
        files["regions.ttl"] = write_turtle(region_triples(reference), f"{_REGIONS}\n{_NOTE}")
        files["subdivisions.ttl"] = write_turtle(
            subdivision_triples(reference), f"{_SUBDIVISIONS}\n{_NOTE}"
        )
    return files


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--reference", type=Path, default=_ROOT.parent / "shared" / "reference")
    parser.add_argument("--output", type=Path, default=_ROOT / "data" / "authorities")
    options = parser.parse_args(arguments)
    reference = options.reference if options.reference.is_dir() else None
    try:
        files = make_files(reference)
    except TableError as error:
        print(error, file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(f"The reference data lack {error.filename}.", file=sys.stderr)
        return 1
    options.output.mkdir(parents=True, exist_ok=True)
    for name, text in sorted(files.items()):
        (options.output / name).write_text(text, encoding="utf-8")
        print(f"{options.output / name}: {len(text.encode()):,} bytes")
    if reference is None:
        print(f"No reference data in {options.reference}: regions stay as they are.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
