"""A reader's way from the front page to a publication, a region and a theme, in Chromium."""

import pytest

PATHS = [
    "/",
    "/publication",
    "/publication/hostile",
    "/publication/arabic",
    "/publication/needs-assessment-tool-georgia",
    "/region/615318",
    "/region?all=true",
    "/theme/data-collection",
    "/agency/iom",
    "/person/hostile",
    "/dumps/",
    "/ontology",
    "/about",
    "/findings",
    "/sparql",
    "/api/queries.html",
    "/api/queries/01-publications-about-a-region.html",
    "/api/queries/16-what-is-said-about-a-thing.html?iri=http://localhost:8000/id/agency/iom",
]
WIDTHS = [360, 1280]
SCHEMES = ["light", "dark"]


@pytest.fixture
def open_page(browser, address):
    """Open pages in contexts of their own; no request may leave the service or fail."""
    contexts, faults = [], []

    def open_one(path, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(address)
                else faults.append(f"outside: {request.url}")
            ),
        )
        page.goto(address + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_reader_goes_from_home_to_publication_region_and_theme(open_page, tmp_path, has_script):
    page = open_page("/", java_script_enabled=has_script)
    page.get_by_role("link", name="Countering trafficking in persons in the Caucasus").click()
    assert page.get_by_role("heading", level=1).inner_text() == (
        "Countering trafficking in persons in the Caucasus"
    )
    assert page.get_by_text("31 May 2019").is_visible()
    arabic = page.locator("header p [lang=ar]")
    assert arabic.evaluate("node => getComputedStyle(node).direction") == "rtl"

    page.get_by_role("link", name="Caucasus").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Caucasus"
    assert page.get_by_role("link", name="Armenia").first.is_visible()
    assert page.get_by_role("heading", name="3 publications").is_visible()

    page.get_by_role("link", name="Needs assessment", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Needs assessment"
    page.get_by_label("You are here").get_by_role("link", name="Data collection").click()
    assert page.get_by_text("How facts about trafficking are gathered.").is_visible()
    picture = tmp_path / "theme.png"
    page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 10_000


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_reader_narrows_the_list_down(open_page, has_script):
    page = open_page("/publication", java_script_enabled=has_script)
    assert page.get_by_role("article").count() == 3
    page.get_by_label("Theme").select_option("needs-assessment")
    page.get_by_label("Words of a title").fill("georgia")
    page.get_by_role("button", name="Show").click()
    assert page.get_by_role("article").count() == 1
    assert page.get_by_role("status").inner_text().startswith("One publication")
    assert page.get_by_label("Theme").input_value() == "needs-assessment"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", WIDTHS)
def test_page_fits_its_window_and_fingers(open_page, tmp_path, path, width):
    for scheme in SCHEMES:
        viewport = {"width": width, "height": 900}
        page = open_page(path, viewport=viewport, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=tmp_path / f"{width}-{scheme}.png", full_page=True)
    assert _too_small(page) == []


def _too_small(page):
    """Targets below 24 pixels that are no words within a sentence (WCAG 2.2, 2.5.8)."""
    return page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, select, input, textarea")]
            .filter(node => getComputedStyle(node).display !== "inline")
            .map(node => [node.outerHTML.slice(0, 120), node.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < 24 || box.width < 24))
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", ["/", "/publication", "/publication/arabic", "/findings"])
def test_text_has_contrast(open_page, path, scheme):
    page = open_page(path, color_scheme=scheme)
    assert page.evaluate(CONTRAST) == []


CONTRAST = """() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const part = value => {
      value /= 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const background = node => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility()) continue;
    const text = luminance(parse(getComputedStyle(node).color));
    const behind = luminance(background(node));
    const ratio = (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05);
    if (ratio < 4.5) faults.push(`${walker.currentNode.data.slice(0, 40)}: ${ratio.toFixed(2)}`);
  }
  return faults;
}"""


def test_keyboard_reaches_the_content_first(open_page):
    page = open_page("/publication/arabic")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_hostile_record_runs_nothing_and_reverses_nothing(open_page):
    page = open_page("/publication/hostile")
    assert "<script>alert('title')</script>" in page.get_by_role("heading", level=1).inner_text()
    assert page.locator("script, iframe, main img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.get_by_role("link", name="Home").is_visible()
