"""What findings say is whole in both languages, and names no machinery."""

import re

import pytest

from regesta.messages import messages

MACHINERY = re.compile(r"\bsh:|_:|Constraint|Component|Traceback|\bNone\b")


@pytest.mark.parametrize("code", sorted(messages()))
def test_a_message_is_whole_in_english_and_french(code: str) -> None:
    texts = messages()[code].texts
    for name in ("message", "remedy"):
        assert texts[name].get("en"), f"{code}: {name}"
        assert texts[name].get("fr"), f"{code}: {name}"
    for name, languages in texts.items():
        placeholders = {
            frozenset(re.findall(r"\{\w+\}", text)) for text in languages.values() if text
        }
        assert len(placeholders) <= 1, f"{code}: {name}"
        assert not any(MACHINERY.search(text) for text in languages.values())
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code)
