"""Pages on a country and a forum: made from the folder of a run, self-contained, refused in one sentence."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from concertacion.experiments.page.command import subject_of
from concertacion.experiments.run import main
from concertacion.sim.world import load_world

RUN = ["years=3", "replicates=3", "world.countries=[ARG,BRA,CHL,URY]", "workers=1"]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a small run, my_run, and a file of somebody's."""
    place = tmp_path_factory.mktemp("page")
    assert main([*RUN, "figures=none", f"out={place / 'my_run'}"]) == 0
    (place / "thesis.html").write_text("<p>mine</p>")
    return place


@pytest.fixture(autouse=True)
def quick(place, monkeypatch):
    """In the folder, with coarse figures."""
    savefig = Figure.savefig
    monkeypatch.chdir(place)
    monkeypatch.setattr(Figure, "savefig", lambda figure, *args, **options: savefig(figure, *args, dpi=40, **options))


class Tags(HTMLParser):
    """What a page opens and closes, and whatever it would fetch."""

    def __init__(self):
        super().__init__()
        self.open, self.fetched, self.images = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.open += [] if tag in ("meta", "img", "br") else [tag]
        values = dict(attrs)
        self.images += tag == "img" and bool(values["alt"]) and values["src"].startswith("data:image/png;base64,")
        self.fetched += [v for k, v in attrs if k in ("src", "href") and not v.startswith(("data:", "#"))]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("of", "title", "images", "said"),
    [
        ("BRA", "Brazil, 2000 to 2002", 7, ["Southern Cone", "Elections in the calendar: 2002Q4", "It works most with"]),
        ("mercosur", "Mercosur, 2000 to 2002", 5, ["At the start it is active in every run", "On record, from 1995 to 2012"]),
    ],
)  # fmt: skip
def test_a_page_tells_everything_and_fetches_nothing(of, title, images, said, capsys):
    command = ["experiment=page", "from=my_run", f"of={of}", "out=pages/a.html"]
    assert main(command) == 0, capsys.readouterr().err
    text, tags = Path("pages/a.html").read_text(encoding="utf-8"), Tags()
    tags.feed(text)
    assert (tags.open, tags.fetched, tags.images) == ([], [], images)
    assert f"<h1>{title}</h1>" in text and "concertacion experiment=page from=my_run" in text and "nan" not in words_in(text)
    assert [part for part in said if part not in text] == []
    if of == "mercosur":
        first = Path("pages/a.html").read_bytes()
        assert main(command) == 0 and Path("pages/a.html").read_bytes() == first
    Path("pages/a.html").unlink()


def words_in(text):
    """The words of a page, without its figures and style."""
    return re.findall(r"[a-z]+", re.sub(r"base64,[^\"]*|<style>.*?</style>|<[^>]*>", " ", text, flags=re.S).lower())


def test_a_name_in_words_is_found():
    world = load_world(countries=["ARG", "BRA"], years=1)
    assert [subject_of(name, world) for name in ("Brazil", "bra", "Southern Common Market", "oas")] == [
        "BRA",
        "BRA",
        "MERCOSUR",
        "OAS",
    ]


REFUSED = {
    "from=my_run of=BRZ out=a.html": "of=BRZ: the run has no such country or forum; did you mean 'BRA'?",
    "from=my_run of=Urugay out=a.html": "did you mean 'URY'?",
    "from=my_run of=NEW_01 out=a.html": "forums founded in a run differ from run to run",
    "from=my_run out=a.html": "of=NAME is missing",
    "of=BRA out=a.html": "from=DIR is missing",
    "from=my_run of=BRA": "out=FILE.html is missing",
    "from=my_run of=BRA out=a.pdf": "name a file that ends in .html",
    "from=my_run of=BRA out=thesis.html": "exists already and was not written by this command",
    "from=my_run of=BRA out=thesis.html/a.html": "cannot be written to",
    "from=. of=BRA out=a.html": "holds no results.nc",
    "from=my_run of=BRA out=a.html seed=3": "seed has no effect in experiment=page",
}


def test_bad_input_is_one_sentence_and_writes_nothing(capsys):
    before, faults = sorted(Path().rglob("*")), []
    for line, sentence in REFUSED.items():
        code, said = main(["experiment=page", *line.split(" ")]), capsys.readouterr()
        if code != 2 or said.out or said.err.count("\n") != 1 or sentence not in said.err or sorted(Path().rglob("*")) != before:
            faults.append((line, code, said))
    assert faults == []


def test_a_damaged_run_is_refused(capsys):
    path = Path("my_run/results.nc")
    whole = path.read_bytes()
    try:
        path.write_bytes(whole[:-1])
        assert main(["experiment=page", "from=my_run", "of=BRA", "out=a.html"]) == 2
        assert "results.nc: is damaged" in capsys.readouterr().err
    finally:
        path.write_bytes(whole)
