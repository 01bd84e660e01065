"""Harvests a repository over HTTP on this machine: all that it holds, whatever goes wrong."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from oai_repository import FakeRepository, Item, fixture_items, serving

from regesta.errors import ConfigurationError, HarvestError
from regesta.findings import Finding
from regesta.harvesting.harvest import harvest_source
from regesta.harvesting.oai_pmh import HarvestResult
from regesta.records import Record
from regesta.settings import SourceSettings
from regesta.sources.oai_pmh.reader import OaiPmhReader

NAME = "repo"


@pytest.fixture
def repository() -> Iterator[FakeRepository]:
    with ExitStack() as stack:
        yield stack.enter_context(serving(FakeRepository()))


def source(repository: FakeRepository, **harvest: object) -> SourceSettings:
    table = {
        "protocol": "oai-pmh",
        "url": repository.url,
        "private_addresses": True,
        "pause": 0,
        "retries": 2,
        "overlap": 0,
        **harvest,
    }
    return SourceSettings(NAME, "oai-pmh", f"harvested/{NAME}", NAME, "2026-01-01", harvest=table)


def harvest(
    repository: FakeRepository, data: Path, *, anew: bool = False, **settings: object
) -> HarvestResult:
    return harvest_source(source(repository, **settings), data, from_scratch=anew)


def titles(data: Path) -> dict[str, str]:
    """The title of each record as the reader gives it, by the end of its identifier."""
    reader = OaiPmhReader()
    items = reader.read_records(data / "harvested" / NAME, NAME)
    records = [item for item in items if isinstance(item, Record)]
    found = {str(record.place.key).rpartition(":")[2]: record.title for record in records}
    assert len(found) == len(records)
    return found


def findings(data: Path) -> dict[str, str]:
    items = OaiPmhReader().read_records(data / "harvested" / NAME, NAME)
    return {str(item.place.key): item.code for item in items if isinstance(item, Finding)}


def everything(items: list[Item]) -> dict[str, str]:
    return {item.identifier.rpartition(":")[2]: item.title for item in items if not item.is_deleted}


ALL = everything(fixture_items())


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(sleep=lambda _: None, monotonic=time.monotonic)
    monkeypatch.setattr("regesta.harvesting.fetching.time", clock)


def test_everything_is_harvested(repository, tmp_path):
    result = harvest(repository, tmp_path)
    assert len(ALL) == 23
    assert titles(tmp_path) == ALL
    assert (result.changes.new, result.total, result.is_full) == (23, 23, True)
    assert [query["verb"] for query in repository.requests] == ["Identify"] + ["ListRecords"] * 5
    assert result.remarks == []
    assert findings(tmp_path) == {}


def test_only_what_has_changed_is_asked_for_again(repository, tmp_path):
    harvest(repository, tmp_path)
    before = content(tmp_path)
    repository.items[3] = replace(
        repository.items[3], title="Changed", datestamp="2024-12-02T00:00:00Z"
    )
    repository.items[4] = replace(
        repository.items[4], is_deleted=True, datestamp="2024-12-02T01:00:00Z"
    )
    repository.requests.clear()
    result = harvest(repository, tmp_path)
    assert repository.requests[1]["from"] == "2024-12-01T00:00:00Z"
    assert (result.changes.changed, result.changes.deleted, result.is_full) == (1, 1, False)
    assert titles(tmp_path) == everything(repository.items)
    assert findings(tmp_path) == {"oai:repo.example.org:005": "harvested-record-deleted"}
    unchanged = content(tmp_path)
    assert {key: value for key, value in before.items() if unchanged[key] != value}.keys() == {
        "oai:repo.example.org:004",
        "oai:repo.example.org:005",
    }


def content(data: Path) -> dict[str, bytes]:
    with sqlite3.connect(data / "harvested" / NAME / "records.sqlite") as connection:
        return dict(connection.execute("SELECT identifier, content FROM record"))


def test_an_unchanged_record_keeps_its_bytes(repository, tmp_path):
    harvest(repository, tmp_path)
    before = content(tmp_path)
    result = harvest(repository, tmp_path, anew=True)
    assert content(tmp_path) == before
    assert result.changes.unchanged == 23


def test_days_that_overlap_are_asked_for_as_fine_as_the_repository_counts(repository, tmp_path):
    repository.granularity = "YYYY-MM-DD"
    harvest(repository, tmp_path)
    repository.requests.clear()
    harvest(repository, tmp_path, overlap=2)
    assert repository.requests[1]["from"] == "2024-11-29"


def test_nothing_new_is_no_error(repository, tmp_path):
    harvest(repository, tmp_path)
    result = harvest(repository, tmp_path)
    assert result.changes.received == 0
    assert titles(tmp_path) == ALL


def test_what_is_gone_is_seen_from_scratch_and_not_before_the_end(repository, tmp_path):
    repository.deleted_record = "no"
    harvest(repository, tmp_path)
    del repository.items[10]
    assert any("does not keep track" in each for each in harvest(repository, tmp_path).remarks)
    assert titles(tmp_path) == ALL
    repository.faults = {repository.lists + 3: "page"}
    with pytest.raises(HarvestError, match="web page"):
        harvest(repository, tmp_path, anew=True)
    assert titles(tmp_path) == ALL
    result = harvest(repository, tmp_path)
    assert (result.is_resumed, result.gone) == (True, 1)
    assert titles(tmp_path) == everything(repository.items)
    assert findings(tmp_path) == {"oai:repo.example.org:011": "harvested-record-deleted"}


def test_an_empty_answer_deletes_nothing(repository, tmp_path):
    harvest(repository, tmp_path)
    repository.items.clear()
    with pytest.raises(HarvestError, match="gave no record at all"):
        harvest(repository, tmp_path, anew=True)
    assert titles(tmp_path) == ALL


@pytest.mark.parametrize(
    "fault", ["status 503 0", "status 429 0", "status 500", "cut-body", "cut-connection", "gzip"]
)
def test_a_failure_that_passes_is_overcome(repository, tmp_path, fault):
    repository.faults = {-1: fault, 3: fault}
    harvest(repository, tmp_path)
    assert titles(tmp_path) == ALL


def test_a_failure_that_stays_is_one_sentence_and_the_next_run_goes_on(repository, tmp_path):
    repository.faults = dict.fromkeys(range(3, 20), "status 503 0")
    with pytest.raises(HarvestError, match=r"status 503\. Run the command again"):
        harvest(repository, tmp_path)
    assert len(titles(tmp_path)) == 10
    assert findings(tmp_path) == {"None": "harvest-incomplete"}
    repository.faults.clear()
    repository.requests.clear()
    result = harvest(repository, tmp_path)
    assert repository.requests[1]["resumptionToken"] == "10||"
    assert (result.is_resumed, result.changes.new) == (True, 13)
    assert titles(tmp_path) == ALL


def test_a_server_that_wants_to_be_left_alone_is_left_alone(repository, tmp_path):
    repository.faults = {2: "status 503 86400"}
    with pytest.raises(HarvestError, match="left alone for 86,400 seconds"):
        harvest(repository, tmp_path)
    assert repository.lists == 2


@pytest.mark.parametrize("is_ordered", [True, False])
def test_a_list_whose_token_has_expired_is_begun_anew(repository, tmp_path, is_ordered):
    if not is_ordered:
        repository.items.reverse()
    repository.forgotten = {"10||": 1}
    harvest(repository, tmp_path)
    assert titles(tmp_path) == ALL
    anew = [query for query in repository.requests if "metadataPrefix" in query]
    assert [query.get("from") for query in anew] == [
        None,
        "2024-03-03T10:00:00Z" if is_ordered else None,
    ]


def test_tokens_that_always_expire_end_in_an_error(repository, tmp_path):
    repository.items.reverse()
    repository.forgotten = {"10||": 99}
    with pytest.raises(HarvestError, match="forgets its resumption tokens"):
        harvest(repository, tmp_path)


def test_each_set_is_harvested_and_other_sets_are_another_harvest(repository, tmp_path):
    harvest(repository, tmp_path, sets=["reports"])
    reports = [item for item in repository.items if "reports" in item.sets]
    assert titles(tmp_path) == everything(reports)
    result = harvest(repository, tmp_path, sets=["articles", "reports"])
    assert "have changed" in result.remarks[0]
    assert titles(tmp_path) == ALL
    result = harvest(repository, tmp_path, sets=["articles"])
    assert result.gone == len(reports)


def test_records_that_come_twice_stand_once_in_their_newest_state(repository, tmp_path):
    newer = replace(repository.items[2], title="Newer", datestamp="2024-12-01T00:00:00Z")

    def change(number: int) -> None:
        if number == 3:
            repository.items.insert(12, newer)
            repository.items.append(repository.items[2])

    repository.on_list = change
    harvest(repository, tmp_path)
    assert titles(tmp_path) == {**ALL, "003": "Newer"}


def test_a_broken_record_is_named_and_the_others_are_read(repository, tmp_path):
    repository.items[7] = replace(repository.items[7], title="A \x0b character")
    repository.items[8] = replace(repository.items[8], title="Latin \udce9")
    result = harvest(repository, tmp_path)
    assert result.changes.broken == 2
    assert findings(tmp_path) == {
        "oai:repo.example.org:008": "harvested-record-malformed",
        "oai:repo.example.org:009": "harvested-record-malformed",
    }
    assert titles(tmp_path) == {k: v for k, v in ALL.items() if k not in ("008", "009")}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"metadata_prefix": "mods"}, "cannotDisseminateFormat.*choose another metadata_prefix"),
        ({"sets": ["x"]}, "noSetHierarchy; the repository has no sets"),
    ],
)
def test_a_refusal_is_told_in_the_repositorys_words(repository, tmp_path, settings, message):
    repository.has_sets = False
    with pytest.raises(HarvestError, match=message):
        harvest(repository, tmp_path, **settings)


def test_a_bad_argument_is_told(repository, tmp_path):
    repository.granularity = "YYYY"
    with pytest.raises(HarvestError, match=r"badArgument.*check metadata_prefix, sets and from"):
        harvest(repository, tmp_path, **{"from": "2024-01-01"})


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("bomb", "more than 2,000,000 bytes"),
        ("laughs", "declares entities"),
        ("page", "is a web page"),
        ("status 404", "nothing at this address"),
        ("status 403", "refuses access"),
        ("redirect http://169.254.169.254/latest", "169.254.169.254, which is not among"),
        ("redirect http://localhost/oai", "localhost, which is not among"),
        ("redirect ftp://127.0.0.1/oai", "only http and https"),
        ("redirect http://[", "which is not among its hosts"),
    ],
)
def test_what_is_hostile_is_refused_and_nothing_is_lost(repository, tmp_path, fault, message):
    repository.faults = {3: fault}
    with pytest.raises(HarvestError, match=message):
        harvest(repository, tmp_path, max_response_bytes=2_000_000)
    assert len(titles(tmp_path)) == 10
    repository.faults.clear()
    harvest(repository, tmp_path)
    assert titles(tmp_path) == ALL


def test_another_port_is_another_host(repository, tmp_path):
    with serving(FakeRepository()) as other:
        repository.faults = {
            1: f"redirect {other.url}",
            2: f"redirect {other.url}?verb=ListRecords",
        }
        with pytest.raises(HarvestError, match=r"127.0.0.1:\d+, which is not among its hosts"):
            harvest(repository, tmp_path)
        assert other.requests == []
        host = other.url.split("/")[2]
        with pytest.raises(HarvestError, match=r"badArgument|cannotDisseminateFormat"):
            harvest(repository, tmp_path, hosts=[host])
        assert len(other.requests) == 1


def test_redirects_come_to_an_end(repository, tmp_path):
    repository.faults = {0: "redirect /oai?verb=Identify"}
    with pytest.raises(HarvestError, match="redirects more than 5 times"):
        harvest(repository, tmp_path)
    assert len(repository.requests) == 6


def test_private_addresses_are_asked_only_where_the_source_says_so(repository, tmp_path):
    with pytest.raises(HarvestError, match="not on the public internet"):
        harvest(repository, tmp_path, private_addresses=False)
    assert repository.requests == []


def test_a_slow_server_is_left(repository, tmp_path):
    repository.faults = {1: "slow 1"}
    with pytest.raises(HarvestError, match="does not answer in time"):
        harvest(repository, tmp_path, timeout=0.3, retries=0)


def test_one_run_has_a_limit_and_the_next_goes_on(repository, tmp_path):
    with pytest.raises(HarvestError, match="the next run goes on"):
        harvest(repository, tmp_path, max_bytes=5_000)
    assert 0 < len(titles(tmp_path)) < 23
    harvest(repository, tmp_path)
    assert titles(tmp_path) == ALL


def test_a_list_without_end_is_left(repository, tmp_path):
    repository.list_records = lambda _: repository.wrap(  # type: ignore[method-assign]
        "<ListRecords><resumptionToken>same</resumptionToken></ListRecords>"
    )
    with pytest.raises(HarvestError, match="again and again"):
        harvest(repository, tmp_path)


def test_a_list_that_is_shorter_than_said_is_told(repository, tmp_path):
    answer = repository.list_records
    repository.list_records = lambda query: answer(query).replace('"23"', '"40"')  # type: ignore[method-assign]
    (remark,) = harvest(repository, tmp_path).remarks
    assert "said that its list has 40 records and gave 23" in remark


def test_a_harvester_says_who_it_is(repository, tmp_path):
    harvest(repository, tmp_path, contact="data@example.org")
    assert repository.headers[0]["user-agent"].startswith("Regesta/")
    assert "data@example.org" in repository.headers[0]["user-agent"]
    assert repository.headers[0]["from"] == "data@example.org"


def test_proxies_of_the_environment_are_not_used(repository, tmp_path, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    harvest(repository, tmp_path)
    assert titles(tmp_path) == ALL


def test_a_source_is_harvested_once_at_a_time(repository, tmp_path):
    problems: list[str] = []

    def harvest_again(number: int) -> None:
        if number == 2:
            try:
                harvest(repository, tmp_path)
            except HarvestError as error:
                problems.append(str(error))

    repository.on_list = harvest_again
    harvest(repository, tmp_path)
    assert "another process" in problems[0]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"protocol": "ftp"}, "protocol must be one of oai-pmh, file"),
        ({"url": "nowhere"}, "url must be a web address"),
        ({"pause": -1}, "pause must be a number of at least 0"),
        ({"pause": True}, "pause must be a number"),
        ({"private_addresses": "yes"}, "must be true or false"),
        ({"form": "x"}, "form must be left out; the keys are protocol, url"),
        ({"from": "May 2020"}, "from must be a date"),
        ({"url": "http://a:b@127.0.0.1/oai"}, "no user name"),
        ({"url": "http://127.0.0.1/oai?verb=Identify"}, "from the question mark on"),
        ({"url": "http://127.0.0.1:99999/oai"}, "port that is none"),
    ],
)
def test_settings_are_checked(repository, tmp_path, table, message):
    with pytest.raises(ConfigurationError, match=message):
        harvest(repository, tmp_path, **table)


def test_nothing_that_people_wrote_is_overwritten(repository, tmp_path):
    written = replace(source(repository), path="sources/data.yaml")
    with pytest.raises(ConfigurationError, match="must begin with harvested/"):
        harvest_source(written, tmp_path)
    with pytest.raises(ConfigurationError, match="not remote"):
        harvest_source(replace(written, harvest={}), tmp_path)


def test_the_repository_of_these_tests_is_one_for_another_client(repository):
    scythe = pytest.importorskip("oaipmh_scythe", reason="the independent client is not installed")
    with scythe.Scythe(repository.url) as client:
        found = {record.header.identifier for record in client.list_records()}
    assert found == {item["identifier"] for item in _fixture()}


def _fixture() -> list[dict[str, str]]:
    path = Path(__file__).parents[1] / "fixtures" / "oai_pmh" / "repository.json"
    values: list[dict[str, str]] = json.loads(path.read_text())
    return values
