"""What is kept of answers, and what is thrown away first."""

import json
import random

import pytest
from sample_releases import FIXTURES

from regesta.store.query_analysis import analyse_query
from regesta.store.worker_pool import Dataset
from regesta.web.sparql.kept_answers import AnswerKey, KeptAnswers, identify_answer

ROOM = 10_000
FIXTURE = FIXTURES / "sparql" / "volatile.json"
VOLATILE = json.loads(FIXTURE.read_text(encoding="utf-8"))


def key(name, release="r1"):
    return AnswerKey(release, name)


def kept_of(*answers):
    kept = KeptAnswers(ROOM)
    assert kept.get(key("none")) is None
    for name, size, seconds in answers:
        kept.keep(key(name), bytes(size), seconds)
    return kept


def names_in(kept, names):
    return "".join(name for name in names if kept.get(key(name)) is not None)


def test_the_cheap_and_large_go_first_whatever_their_age():
    kept = kept_of(("d", 1000, 5.0), ("c", 4000, 0.01), ("b", 1000, 3.0), ("a", 4000, 2.0))
    assert kept.evictions == 1
    assert names_in(kept, "abcd") == "abd"


def test_one_that_nobody_asks_for_grows_old():
    kept = kept_of(("dear", 4000, 1.0))
    for number in range(200):
        kept.keep(key(f"new {number}"), bytes(4000), 0.1)
    assert kept.get(key("dear")) is None


def test_one_that_is_asked_for_stays():
    kept = kept_of(("dear", 4000, 1.0))
    for number in range(200):
        kept.keep(key(f"new {number}"), bytes(4000), 0.1)
        assert kept.get(key("dear")) is not None


def test_the_bytes_are_bounded_and_counted_with_what_an_entry_takes():
    kept, chance = kept_of(), random.Random(4)
    for number in range(2000):
        kept.keep(key(str(number)), bytes(chance.randrange(3000)), chance.random())
        kept.get(key(str(chance.randrange(number + 1))))
        assert 0 < kept.used_bytes <= ROOM
        assert len(kept) * 512 <= kept.used_bytes
    assert len(kept._queue) == len(kept)
    kept.keep(key("too large"), bytes(ROOM), 100)
    assert kept.get(key("too large")) is None


def test_nothing_is_kept_without_room():
    kept = KeptAnswers(0)
    assert kept.get(key("a")) is None
    kept.keep(key("a"), b"", 1)
    assert kept.get(key("a")) is None
    assert len(kept) == 0


def test_another_release_forgets_everything_and_late_answers_of_the_old_one():
    kept = kept_of(("a", 10, 1.0))
    assert kept.get(key("a", "r2")) is None
    assert (len(kept), kept.used_bytes) == (0, 0)
    kept.keep(key("late"), b"old", 1.0)
    assert len(kept) == 0


def test_a_key_tells_apart_what_has_other_answers():
    asked = [
        (release, analyse_query(text), Dataset(default, named), media_type)
        for release in ("r1", "r2")
        for text in ("ASK {}", "ASK { }")
        for default in (None, [], ["http://a/"], ["http://a/", "http://b/"])
        for named in (None, ["http://a/"])
        for media_type in ("text/csv", "text/html")
    ]
    assert len(asked) == 64
    assert len({identify_answer(*each).etag for each in asked}) == 64
    assert identify_answer(*asked[0]) == identify_answer(*asked[0])


def test_every_case_is_collected():
    assert len(VOLATILE["volatile"]) >= 12
    assert len(VOLATILE["steady"]) >= 8


@pytest.mark.parametrize("text", VOLATILE["volatile"])
def test_a_query_with_chance_or_the_clock_is_volatile(text):
    assert analyse_query(text).is_volatile


@pytest.mark.parametrize("text", VOLATILE["steady"])
def test_names_that_only_look_like_it_are_not(text):
    assert not analyse_query(text).is_volatile
