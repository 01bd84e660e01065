from regesta.web.answer_cache import AnswerCache


def test_body_is_made_once_while_it_is_kept():
    cache, made = AnswerCache(most_bytes=10), []

    def make(text):
        return lambda: made.append(text) or text

    assert cache.get("a", make(b"aaaa")) == b"aaaa"
    assert cache.get("a", make(b"other")) == b"aaaa"
    cache.get("b", make(b"bbbb"))
    cache.get("a", make(b"other"))
    cache.get("c", make(b"cccc"))
    assert made == [b"aaaa", b"bbbb", b"cccc"]
    assert cache.get("a", make(b"again")) == b"aaaa"
    assert cache.get("b", make(b"later")) == b"later"


def test_body_larger_than_the_cache_is_given_but_not_kept():
    cache = AnswerCache(most_bytes=3)
    assert cache.get("a", lambda: b"aaaa") == b"aaaa"
    assert cache.get("a", lambda: b"bbbb") == b"bbbb"
    assert cache.get("c", lambda: b"cc") == b"cc"
    assert cache.get("c", lambda: b"dd") == b"cc"
