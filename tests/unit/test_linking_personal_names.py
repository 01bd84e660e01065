"""Names that persons are known to have, and names of bodies that look like theirs."""

import gzip
from importlib.resources import files

import pytest

from regesta.linking.personal_names import is_known_name

PERSONS = [
    "Marika McAdam",
    "J. Gallagher",
    "Gallagher J",
    "Kovács István",
    "Nguyen Thi Hoa",
    "Jean-Baptiste N’Diaye",
    "Sverre Molland",
    "Мария Иванова",
]
OTHERS = ["Oxfam Novib", "Plan Vivo", "Shakti Samuha", "Anti Trafficking", "Terre Vivante", "!!"]


@pytest.mark.parametrize("name", PERSONS)
def test_a_name_of_known_names_is_known(name: str) -> None:
    assert is_known_name(name)


@pytest.mark.parametrize("name", OTHERS)
def test_a_name_that_nobody_is_known_to_have_is_not(name: str) -> None:
    assert not is_known_name(name)


def test_the_table_is_sorted_and_counts_names() -> None:
    table = files("regesta.linking").joinpath("personal_names.tsv.gz").read_bytes()
    lines = gzip.decompress(table).decode("ascii").splitlines()
    words = [line.split("\t")[0] for line in lines]
    assert len(words) == len(set(words)) > 50_000
    assert words == sorted(words)
    assert dict(line.split("\t", 1) for line in lines)["maria"].split("\t")[0] > "1"
