from regesta.web.page_cache import PageCache


def test_page_is_made_once_while_it_is_kept():
    cache, made = PageCache(most_characters=10), []

    def make(text):
        return lambda: made.append(text) or text

    assert cache.get("a", make("aaaa")) == "aaaa"
    assert cache.get("a", make("other")) == "aaaa"
    cache.get("b", make("bbbb"))
    cache.get("a", make("other"))
    cache.get("c", make("cccc"))
    assert made == ["aaaa", "bbbb", "cccc"]
    assert cache.get("a", make("again")) == "aaaa"
    assert cache.get("b", make("later")) == "later"


def test_page_larger_than_the_cache_is_given_but_not_kept():
    cache = PageCache(most_characters=3)
    assert cache.get("a", lambda: "aaaa") == "aaaa"
    assert cache.get("a", lambda: "bbbb") == "bbbb"
    assert cache.get("c", lambda: "cc") == "cc"
    assert cache.get("c", lambda: "dd") == "cc"
