"""The report: one file, nothing fetched, everything escaped, its numbers those of the results."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from concertacion.analysis import open_results, runs_that_went_well
from concertacion.analysis.figures import FIGURES, save_figures
from concertacion.analysis.formatting import counted, listed, quantity, share_beside, shortened, signed, spelled, spread
from concertacion.analysis.outcomes import MAIN, main_outcomes
from concertacion.analysis.reports.ensemble import delivered_rows, facts, outcome_rows, write_report
from concertacion.analysis.reports.narrative import headlines, limits, what_was_run
from concertacion.sim.declare import InputError

MANIFEST = {
    "command": "concertacion out='<here>' seed=7",
    "world": "latin_america",
    "seed": 7,
    "mode": "replay",
    "until": 2001,
    "scenario": {"name": "oil_bust", "description": "Prices <b>fall</b> & stay low."},
    "versions": {"python": "3.12.1"},
    "parameters": {"insulation": 0.25},
    "commit": None,
}


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def small(make_results):
    return make_results(runs=4, years=2)


@pytest.fixture(scope="module")
def figures(small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    save_figures(small, folder, ("png",))
    return folder


@pytest.fixture(scope="module")
def page(small, figures, tmp_path_factory):
    return write_report(small, MANIFEST, figures, tmp_path_factory.mktemp("report") / "report.html").read_text(encoding="utf-8")


def test_it_fetches_nothing_and_runs_nothing(page):
    parsed = Page()
    parsed.feed(page)
    assert not {"script", "link", "iframe", "object"} & {tag for tag, _ in parsed.tags}
    for _, attributes in parsed.tags:
        for name in ("src", "href"):
            assert attributes.get(name, "#").startswith(("#", "data:image/png;base64,"))
    assert "url(" not in page and "@import" not in page


def test_every_figure_has_its_caption_and_words_for_the_blind(page, small):
    parsed = Page()
    parsed.feed(page)
    images = [attributes for tag, attributes in parsed.tags if tag == "img"]
    assert [image["alt"] for image in images] == [entry.alt(small) for entry in FIGURES.values()]
    text = "".join(parsed.text)
    for entry in FIGURES.values():
        assert entry.caption(small) in text


def test_everything_is_escaped(page):
    assert "<b>fall" not in page and "&lt;b&gt;fall" in page
    assert "<here>" not in page and "&lt;here&gt;" in page


def test_it_says_what_was_run_and_what_it_cannot_say(page, small):
    parsed = Page()
    parsed.feed(page)
    text = "".join(parsed.text)
    for sentence in (*what_was_run(small, MANIFEST), *limits(MANIFEST), *(s for _, s in headlines(small))):
        assert sentence in text
    assert "4 simulated histories" in text and "seed 7" in text and "to the end of 2001" in text and "2000 to 2001" in text


def test_another_region_is_not_compared_with_a_record_of_this_one():
    assert any("South American presidents" in sentence for sentence in limits(MANIFEST))
    for world in ("southeast_asia", "own"):
        said = limits({**MANIFEST, "world": world})
        assert not any("South American" in sentence for sentence in said) and any("No record" in sentence for sentence in said)


def test_the_first_and_last_year_of_a_short_run_are_no_plural(small):
    ((_, sentence),) = (entry for entry in headlines(small) if entry[0] == "Early and late.")
    assert "in the first year and" in sentence and "in the last year" in sentence


def test_headlines_carry_the_numbers_of_the_data(small):
    said = spread(main_outcomes(small)["participation.technical"].values, "share")
    assert any(said in sentence for _, sentence in headlines(small))


def test_intervals_are_called_what_they_hold(page, small):
    """Of four runs all, the smallest to the largest: nine in ten are none of them."""
    assert "the interval that holds all runs" in page and "All runs</th>" in page
    assert "90%" not in page.split("How to reproduce this")[0]
    delivered = small["delivered"].mean(("quarter", "country", "channel", "domain"), dtype="float64").values
    low, high = (quantity(end, "share") for end in (delivered.min(), delivered.max()))
    assert delivered_rows(small)[-1][1][-1][1] == f"{low} to {high}"
    assert "<caption>% of all that countries could get, mean of countries and quarters" in page  # the cells are in per cent


def test_nothing_is_said_in_so_many_words(nothing_happens):
    outcomes = nothing_happens["outcomes"]
    shares = outcomes["outcome"].isin(["put_off_share", "attendance", "agreed_share", "alternation"])  # of nothing
    said = dict(headlines(nothing_happens.assign(outcomes=outcomes.where(~shares))))
    assert said["What it delivers."] == "Nothing is delivered." and said["Meetings."] == "Forums hold 0.0 meetings a year."
    assert "not defined" not in " ".join(said.values())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([0.5], "50%"), ([0.25, 0.5, 0.75], "50% (25% to 75%)"), ([np.nan], "not defined"), ([0.4, np.nan], "40%"),
        (np.linspace(0, 1, 21), "50% (5.0% to 95%)"),
    ],
)  # fmt: skip
def test_a_median_has_its_interval(values, said):
    assert spread(np.array(values), "share") == said


def test_same_arguments_give_the_same_bytes(page, small, figures, tmp_path):
    assert write_report(small, MANIFEST, figures, tmp_path / "again.html").read_text(encoding="utf-8") == page


def test_one_run_and_no_manifest(make_results, tmp_path):
    dataset = make_results(runs=1, years=1, countries=("BRA", "MEX"))
    save_figures(dataset, tmp_path, ("png",))
    page = write_report(dataset, {}, tmp_path, tmp_path / "report.html").read_text(encoding="utf-8")
    assert "There is one run only" in page and "1 simulated history " in page
    assert not re.search(r"\bnan\b", page.split("base64")[0])


def test_a_missing_figure_is_one_sentence(small, tmp_path):
    with pytest.raises(InputError, match=r"channels\.png: no such file"):
        write_report(small, MANIFEST, tmp_path, tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


def test_tables_hold_every_domain_and_outcome(small):
    rows = delivered_rows(small)
    assert [name for name, _ in rows] == [
        "Migration",
        "Health",
        "Security",
        "Trade",
        "Democracy",
        "Technology",
        "Climate",
        "All domains",
    ]
    assert {len(cells) for _, cells in rows} == {4}
    assert len(outcome_rows(small)) == len(MAIN)


def test_results_open_again(small, tmp_path):
    small.to_netcdf(tmp_path / "results.nc", engine="h5netcdf")
    for path in (tmp_path, tmp_path / "results.nc"):
        with open_results(path) as read:
            assert read.sizes == small.sizes
            assert main_outcomes(read).identical(main_outcomes(small))


def test_runs_that_failed_are_left_out_and_told(small, figures, tmp_path):
    failed = small.assign(status=("run", [0, 1, 0, 0]))
    assert list(runs_that_went_well(failed)["run"].values) == [0, 2, 3]
    page = write_report(failed, MANIFEST, figures, tmp_path / "report.html").read_text(encoding="utf-8")
    assert "1 run failed on a number that is not finite and is left out" in page and "3 simulated histories" in page
    with pytest.raises(InputError, match="none of the 4 runs went well"):
        save_figures(small.assign(status=("run", [1] * 4)), tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_what_is_no_result_is_refused(small, tmp_path):
    (tmp_path / "broken.nc").write_text("no netCDF")
    small.drop_vars("delivered").to_netcdf(tmp_path / "part.nc", engine="h5netcdf")
    for name, said in (("none.nc", "no such file"), ("broken.nc", "not a netCDF file"), ("part.nc", "no variable 'delivered'")):
        with pytest.raises(InputError, match=said):
            open_results(tmp_path / name)


def test_words():
    assert [spelled(s) for s in ("southern_cone", "CELAC", "LIMA_GROUP", "MERCOSUR", "NEW_03")] == [
        "Southern Cone", "CELAC", "Lima Group", "Mercosur", "New forum 3",
    ]  # fmt: skip
    assert spelled("ASEAN_HEALTH", "ASEAN Health Ministers Meeting") == "ASEAN Health"
    assert spelled("LIMA_GROUP", "Lima Group") == "Lima Group"
    assert [quantity(0.414, "share"), quantity(0.052, "share"), quantity(0.0, "share")] == ["41%", "5.2%", "0%"]
    assert [quantity(4.5, "count"), quantity(7.05, "count"), quantity(3.21, "rate"), quantity(0.1234, "index")] == [
        "4.5",
        "7",
        "3.2",
        "0.123",
    ]
    assert quantity(float("nan"), "share") == "not defined" == spread([float("nan")], "share")
    assert [signed(-0.123), signed(0.25, 1), signed(0.0)] == ["−0.12", "+0.2", "0"]
    assert [signed(-0.004), signed(0.004), signed(-0.04), signed(0.4, 0)] == ["0", "0", "−0.04", "0"]
    assert [share_beside(one, 0.8) for one in (0.78, 0.797, 0.7996, 0.8, 0.8004)] == ["78%", "79.7%", "79.96%", "80%", "80.04%"]
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["none", "a", "a, b and c"]
    assert [shortened(name, 12) for name in ("a long name", "Saint Vincent", "a_name_in_one_word")] == [
        "a long name",
        "Saint…",
        "a_name_in_o…",
    ]
    assert [counted(1, "run"), counted(1200, "country", "countries")] == ["1 run", "1,200 countries"]
    assert list(facts({"a": {"b": 0.5, "c": [1, 2]}, "d": None})) == [("a.b", "0.5"), ("a.c", "1, 2")]
