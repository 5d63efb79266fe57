"""Logging in at a site, once, so that its pages can be checked with the cookies that this leaves.

A site that keeps its login in the storage of the browser and not in cookies cannot be checked so.
"""

from __future__ import annotations

from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import (
    InvalidSelectorException,
    TimeoutException,
    WebDriverException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support import expected_conditions as expected
from selenium.webdriver.support.wait import WebDriverWait

from curbcut.browser.driver.install import find_browser
from curbcut.browser.driver.profile import Profile
from curbcut.browser.driver.switches import BrowserOptions, browser_options
from curbcut.browser.reach import Reach
from curbcut.config.login_recipe import Recipe, Step, read_recipe
from curbcut.errors import CurbcutError

_OPEN, _WAIT = 30.0, 20.0
"""Seconds for the page to open, and for each element to appear."""


def log_in(file: Path, start: str, proxy: str) -> tuple[tuple[str, str], ...]:
    """Do the steps of a recipe in a browser of its own; returns names and values of the cookies.

    ``start`` is the address that will be checked, ``proxy`` the way to its site.

    Raises:
        CurbcutError: when the recipe cannot be read, or a step cannot be done.
    """
    recipe = read_recipe(file, start)
    found = find_browser()
    profile = Profile()
    driver: WebDriver | None = None
    try:
        options = browser_options(found.is_edge, Reach())
        options.arguments[:] = [
            switch
            for switch in options.arguments
            if not switch.startswith(("--host-resolver-rules", "--proxy-server"))
        ]
        options.add_argument(f"--proxy-server={proxy}")
        options.add_argument(f"--user-data-dir={profile.folder / 'profile'}")
        options.page_load_strategy = "normal"
        options.binary_location = found.browser_path
        driver = _started(options, found.driver_path)
        return _cookies(driver, recipe, file)
    except WebDriverException as error:
        reason = (error.msg or type(error).__name__).partition("\n")[0]
        raise CurbcutError(f"Logging in did not work: {reason}.", f"Try {file} by hand.") from error
    finally:
        if driver is not None:
            driver.quit()
        profile.remove()


def _started(options: BrowserOptions, driver: str) -> WebDriver:
    if isinstance(options, webdriver.EdgeOptions):
        return webdriver.Edge(options, webdriver.EdgeService(driver))
    return webdriver.Chrome(options, webdriver.ChromeService(driver))


def _cookies(driver: WebDriver, recipe: Recipe, file: Path) -> tuple[tuple[str, str], ...]:
    driver.set_page_load_timeout(_OPEN)
    driver.get(recipe.page)
    for number, step in enumerate(recipe.steps, 1):
        try:
            _do(driver, step)
        except InvalidSelectorException as error:
            raise CurbcutError(
                f"{file}, step {number}: “{step.selector}” is no CSS selector.", "Correct it."
            ) from error
        except TimeoutException as error:
            raise CurbcutError(
                f"{file}, step {number}: within {_WAIT:.0f} seconds there is no “{step.selector}”"
                f" to {step.kind}{' for' if step.kind == 'wait' else ''} on {driver.current_url}.",
                "Correct the selector or, if a step before it failed, that step.",
            ) from error
    cookies = driver.get_cookies()
    if not cookies:
        raise CurbcutError(
            f"{file}: after its last step the site has set no cookie.",
            "Add a step that waits for something that only people who are logged in see.",
        )
    return tuple((str(one["name"]), str(one["value"])) for one in cookies)


def _do(driver: WebDriver, step: Step) -> None:
    place = (By.CSS_SELECTOR, step.selector)
    wait = WebDriverWait(driver, _WAIT)
    if step.kind == "wait":
        wait.until(expected.presence_of_element_located(place))
        return
    element = wait.until(expected.element_to_be_clickable(place))
    if step.kind == "fill":
        element.clear()
        element.send_keys(step.text)
    else:
        element.click()
