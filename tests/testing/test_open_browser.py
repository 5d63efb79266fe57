"""``assert_accessible`` of a page that is open in a browser of one's own."""

import os
from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

from curbcut.browser.driver.install import find_browser
from curbcut.browser.server import Server
from curbcut.model.finding import CurbcutError
from curbcut.testing import assert_accessible, check

pytestmark = pytest.mark.browser

_GOOD = """<!doctype html><html lang="en"><head><title>Opening hours</title></head><body>
<main><h1>Opening hours</h1><p>We are open from nine to five.</p>
<button type="button" id="open" onclick="document.body.append(made())">Write to us</button></main>
<script>
  const made = () => {
    const form = document.createElement("form");
    form.style.margin = "3em";
    form.innerHTML = '<input name="words">';
    return form;
  };
</script></body></html>"""
_FRAMES = """<!doctype html><html lang="en"><head><title>Map</title></head><body>
<main><h1>Map</h1><iframe title="Map" srcdoc="&lt;!doctype html>&lt;html lang=en>&lt;title>Map
&lt;/title>&lt;img src=a.png>"></iframe></main></body></html>"""


def _started() -> WebDriver:
    """A browser as somebody else's tests start one."""
    found = find_browser()
    options = webdriver.ChromeOptions()
    options.binary_location = found.browser_path
    for switch in (
        "--headless=new",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ):
        options.add_argument(switch)
    return webdriver.Chrome(options, webdriver.ChromeService(found.driver_path))


@pytest.fixture(scope="module")
def driver() -> Iterator[WebDriver]:
    made = _started()
    yield made
    made.quit()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    headers = {"Content-Security-Policy": "default-src 'self'; script-src 'unsafe-inline'"}
    files = {"good.html": _GOOD.encode(), "frames.html": _FRAMES.encode()}
    with Server(files, lambda path: headers) as server:
        yield server.origin


def test_a_page_as_it_is_after_a_click(driver, site):
    driver.get(f"{site}/good.html")
    assert_accessible(driver)
    driver.find_element(By.ID, "open").click()
    with pytest.raises(AssertionError) as failed:
        assert_accessible(driver)
    said = " ".join(str(failed.value).split())
    assert "axe/label" in said
    assert '<input name="words">' in said
    assert "in its present state" in said
    assert_accessible(driver, ignore=["axe/label"], level="AA")
    assert_accessible(driver, rules=["axe/image-*"])


def test_own_rules_are_run_too_and_the_page_is_left_as_it_was(driver, site):
    driver.get(f"{site}/good.html")
    driver.set_script_timeout(7)
    result = check(driver)
    assert driver.timeouts.script == 7
    assert {one.rule for one in result.evaluations if not one.rule.startswith("axe/")}
    assert {one.outcome.value for one in result.evaluations} >= {"passed", "inapplicable"}
    assert "untested" not in {one.outcome.value for one in result.evaluations}
    assert driver.current_url == f"{site}/good.html"


def test_documents_in_frames_are_looked_into(driver, site):
    driver.get(f"{site}/frames.html")
    with pytest.raises(AssertionError, match="axe/image-alt"):
        assert_accessible(driver)
    assert driver.find_element(By.TAG_NAME, "h1").text == "Map"


def test_a_browser_that_has_ended_is_named_as_such(site):
    ended = _started()
    ended.get(f"{site}/good.html")
    ended.close()
    try:
        with pytest.raises(CurbcutError, match="cannot be checked"):
            check(ended)
    finally:
        ended.quit()
