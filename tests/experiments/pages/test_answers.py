"""Commands that write pages: bad input is one sentence with exit code 2, and an option that says nothing is refused."""

from functools import partial

import pytest

from concertacion.experiments.pages import claims, proposals, reference, scores, settings, treatments
from concertacion.experiments.pages.answers import answered


@pytest.mark.parametrize(
    ("main", "arguments", "sentence"),
    [
        (scores.main, ["--weights", "nowhere"], "weights=nowhere: "),
        (proposals.main, ["nowhere"], "nowhere: holds no finished comparison"),
        (treatments.main, ["MSF-99"], "MSF-99"),
    ],
)
def test_bad_input_is_one_sentence(main, arguments, sentence, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert answered(partial(main, arguments)) == 2
    said = capsys.readouterr().err
    assert said.startswith("concertacion: error: ") and sentence in said and said.count("\n") == 1


@pytest.mark.parametrize("main", [reference.main, settings.main])
def test_an_option_that_is_not_there_writes_no_page(main):
    with pytest.raises(SystemExit, match="2"):
        main(["--chekc"])


def test_a_page_of_claims_without_a_folder_is_that_of_docs_alone(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        claims.main(["--page", str(tmp_path / "mine.md")])
    assert "need FOLDER" in capsys.readouterr().err
