"""`data/decisions/duplicates.tsv`: what persons have decided about pairs of records, for good."""

from pathlib import Path

from regesta.durability import replace_file
from regesta.errors import ConfigurationError
from regesta.identifiers import is_local_name
from regesta.linking.duplicates import Decisions

DECISIONS_FILE = Path("decisions", "duplicates.tsv")
VERDICTS = ("same", "different")
_HEADER = "# verdict\tidentifier\tidentifier\tremark"


def read_decisions(data: Path) -> Decisions:
    """The decisions of a data folder, none where there is no file.

    Raises ConfigurationError with the line where the file is malformed.
    """
    pairs: dict[str, set[tuple[str, str]]] = {verdict: set() for verdict in VERDICTS}
    for verdict, first, second, _ in _rows(data / DECISIONS_FILE):
        pairs[verdict].add((first, second))
    return Decisions(frozenset(pairs["same"]), frozenset(pairs["different"]))


def write_decision(data: Path, verdict: str, first: str, second: str, remark: str) -> None:
    """Keep a decision, in the stead of an earlier one about the same pair.

    Raises ConfigurationError where an identifier cannot be one.
    """
    for identifier in (first, second):
        if not is_local_name(identifier):
            raise ConfigurationError(
                f"“{identifier}” is no identifier of a record; write the last part of its "
                "address, for example needs-assessment-georgia."
            )
    pair = (min(first, second), max(first, second))
    path = data / DECISIONS_FILE
    kept = [row for row in _rows(path) if row[1:3] != pair]
    rows = sorted([*kept, (verdict, *pair, " ".join(remark.split()))], key=lambda row: row[1:3])
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, "\n".join([_HEADER, *map("\t".join, rows)]) + "\n")


def _rows(path: Path) -> list[tuple[str, str, str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}.") from None
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        verdict, *rest = line.split("\t")
        if verdict not in VERDICTS or len(rest) not in (2, 3) or rest[0] == rest[1]:
            raise ConfigurationError(
                f"{path}, line {number}: write “same” or “different”, then two identifiers, "
                "with tabs between them."
            )
        first, second = sorted(rest[:2])
        rows.append((verdict, first, second, rest[2] if len(rest) == 3 else ""))
    return rows
