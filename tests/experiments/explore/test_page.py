"""The page in a browser: what a reader does with it, alone and beside another."""

import re
import shlex
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from tests.conftest import undrawn
from tests.experiments.explore.conftest import RUNS, START

from concertacion.experiments.explore.sliders import sliders
from concertacion.experiments.run import main

WAIT = 60_000  # milliseconds, far more than it takes
LEVER = next(one for one in sliders().values() if one.lever)


class Reader:
    """Somebody who has the page open."""

    def __init__(self, browser, requests, width=1300, height=1000):
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, reduced_motion="reduce"
        )
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page = self.context.new_page()
        self.page.on("request", lambda request: requests.add(urlsplit(request.url).netloc or urlsplit(request.url).scheme))

    def open(self, address):
        self.page.goto(address)
        return self

    def wait(self, text=f"{RUNS} runs of each."):
        self.page.get_by_role("status").filter(has_text=text).wait_for(timeout=WAIT)
        return self

    def slider(self, side):
        return self.page.get_by_role("slider", name=f"{LEVER.title} {side}", exact=True)

    def move(self, side, key="ArrowRight"):
        self.slider(side).focus()
        self.page.keyboard.press(key)

    @property
    def query(self):
        return {name: values[0] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    @property
    def table(self):
        return self.page.get_by_role("table").first.inner_text()


@pytest.fixture(scope="module")
def requests():
    return set()


@pytest.fixture
def reader(browser, requests):
    readers = []

    def new(**size):
        readers.append(Reader(browser, requests, **size))
        return readers[-1]

    yield new
    for one in readers:
        one.context.close()


@pytest.fixture(scope="module")
def wide(browser, requests, address):
    """A reader for all tests that need no page of their own."""
    one = Reader(browser, requests).open(address).wait()
    yield one
    one.context.close()


@pytest.fixture(scope="module")
def phone(browser, requests, address):
    """One on a phone."""
    one = Reader(browser, requests, width=400, height=850).open(address).wait()
    yield one
    one.context.close()


@pytest.mark.parametrize(("who", "width"), [("wide", 1280), ("phone", 400)])
def test_the_command_lies_below_the_results(who, width, request):
    one = request.getfixturevalue(who)
    one.page.set_viewport_size({"width": width, "height": 850})
    results = one.page.get_by_role("table").first.bounding_box()
    command = one.page.get_by_label("The command that does the same runs").bounding_box()
    assert command["y"] >= results["y"] + results["height"]


def test_the_keyboard_reaches_a_slider_and_moves_it(wide):
    one = wide
    one.slider("B").wait_for(timeout=WAIT)
    for _ in range(80):
        one.page.keyboard.press("Tab")
        if one.slider("B").evaluate("element => element === element.getRootNode().activeElement"):
            break
    one.page.keyboard.press("ArrowRight")
    one.page.wait_for_url(f"**b.{LEVER.name}=*", timeout=WAIT)
    one.wait()


def test_a_slider_moved_is_in_the_address_the_command_and_the_files(reader, address, tmp_path):
    one = reader().open(address).wait()
    before = one.table
    one.move("B", "End")
    value = f"{LEVER.high:g}"
    one.page.wait_for_url(f"**b.{LEVER.name}={value}*", timeout=WAIT)
    expect(one.page.get_by_role("table").first).not_to_have_text(before, use_inner_text=True, timeout=WAIT)
    one.wait()

    other = reader().open(one.page.url).wait()
    assert other.table == one.table
    assert other.slider("B").input_value() == value

    one.page.get_by_role("button", name="Copy the command").click()
    command = shlex.split(one.page.evaluate("navigator.clipboard.readText()"))
    assert command[0] == "concertacion"
    with undrawn():
        assert main([*command[1:], f"out={tmp_path / 'again'}"]) == 0
    for label, path in (("Differences", "differences.csv"),):
        with one.page.expect_download(timeout=WAIT) as download:
            one.page.get_by_role("button", name=label).click()
        assert download.value.suggested_filename == path
        assert download.value.path().read_bytes() == (tmp_path / "again" / path).read_bytes()


@pytest.mark.parametrize("title", ["Channels and delivery", "Map"])
def test_every_view_shows_the_difference_first(title, wide):
    one = wide
    one.page.get_by_role("tab", name=title).click()
    images = one.page.locator("img:visible")
    one.page.get_by_alt_text(re.compile("B minus A")).locator("visible=true").first.wait_for(timeout=WAIT)
    titles = [image.get_attribute("alt") for image in images.all()]
    assert [re.search(r": (B minus A|A|B),", told)[1] for told in titles][:3] == ["B minus A", "A", "B"]
    one.page.get_by_role("tab", name="Explain").click()
    one.page.get_by_text(LEVER.source, exact=True).first.wait_for(timeout=WAIT)


def test_a_phone_shows_results_first_and_hides_nothing_sideways(phone):
    one = phone
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 400
    assert one.page.get_by_role("table").first.is_visible()
    difference = one.page.get_by_role("columnheader", name="Difference").bounding_box()
    assert difference["x"] + difference["width"] <= 400
    assert not one.slider("A").is_visible()
    one.page.get_by_role("button", name=re.compile("drawer")).click()
    one.slider("A").wait_for(timeout=WAIT)


def test_two_people_at_once_do_not_disturb_each_other(reader, address):
    one, other = reader().open(f"{address}?b.scenario=baseline&b.{LEVER.name}={LEVER.high:g}"), reader().open(address)
    for each in (one, other):
        each.wait()
    assert one.table != other.table
    other.move("A")
    other.page.wait_for_url(f"**a.{LEVER.name}=*", timeout=WAIT)
    other.wait()
    assert f"a.{LEVER.name}" not in one.query


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("b.scenario=pandemik", "did you mean 'pandemic'?"),
        (f"a.{LEVER.name}=99", f"a.{LEVER.name}=99: expected a number from"),
        ("start=1800", "can start in"),
    ],
)
def test_a_bad_address_is_told_in_one_sentence(query, said, reader, address):
    one = reader().open(f"{address}?{query}").wait(said)
    assert one.page.get_by_role("status").inner_text().count("\n") == 0


def test_one_run_goes_step_by_step(reader, address):
    one = reader().open(f"{address}?view=steps").wait("nothing has been run yet")
    one.page.get_by_role("button", name="Step", exact=True).click()
    one.page.get_by_role("heading", name=f"{START}Q1").wait_for(timeout=WAIT)
    one.wait(f"run to {START}Q1")
    command = shlex.split(one.page.get_by_label("The command that makes this run").input_value())
    assert {"scenario=baseline", "replicates=1"} <= set(command) and "experiment=compare" not in command
    one.page.get_by_role("tab", name="Explain").click()
    one.wait("with its source.")
    one.page.get_by_role("tab", name="Differences").click()
    one.wait().page.get_by_label("The command that does the same runs").wait_for(timeout=WAIT)
    one.page.get_by_role("tab", name="Step by step").click()
    one.wait(f"run to {START}Q1")
    assert one.page.get_by_text("officials work on").is_visible()
    one.page.get_by_role("button", name="Reset").click()
    one.page.get_by_role("heading", name="before the first quarter").wait_for(timeout=WAIT)


def test_an_address_of_another_page_says_so(reader, address):
    one = reader().open(f"{address}?b.scenario=baseline&usual=000000").wait("made on a page with other defaults")
    one.move("B")
    one.page.wait_for_url(f"**b.{LEVER.name}=*", timeout=WAIT)
    one.page.get_by_role("status").filter(has_not_text="other defaults").wait_for(timeout=WAIT)
    assert one.query["usual"] != "000000"


def test_nothing_is_asked_of_another_host(requests, wide, address):
    """By this reader, and by those before that the same process has run."""
    assert requests - {"data", "blob"} == {urlsplit(address).netloc}
