"""Tables to score: each kind is known by its columns, and a fault is one sentence with its row and a remedy."""

from __future__ import annotations

import pytest

from concertacion.experiments.score.reading import read_table
from concertacion.sim.declare import InputError

GOOD = {
    "attendance": "organisation,year,country,attended\nA,2014,X,1\nA,2014,X,0\n",
    "meetings": "meetings;organisation;year;note\n2;A;2014;ours\n",
    "visits": "visitor\tvisited\tyear\tvisits\nX\tY\t2014\t0\n",
    "travel": "country,year,sent,received\nX,2014,12,3\n",
}
BAD = {
    "": "FILE: the file is empty",
    "organisation,year,meetings\n": "FILE: has no rows; it needs organisation, year, meetings of at least one",
    "a,b\n1,2\n": "FILE, row 1: has the columns a,b; a table to score has organisation,year,country,attended; ",
    "organisation,yaer,meetings\nA,2014,1\n": "FILE, row 1: no table to score has a column yaer; did you mean 'year'?",
    "organisation,meetings\nA,1\n": "FILE, row 1: lacks the column year; a table of meetings has organisation,year,",
    "organisation,country,year,attended,meetings\nA,X,2014,1,1\n": "FILE, row 1: could be a table of attendance and meetings;",
    "organisation,year,country,attended\nA,2014,X,1\nA,2014,Y,2\n": "FILE, row 3: attended is '2', expected 0 or 1",
    "organisation,year,meetings\nA,2014,-1\n": "FILE, row 2: meetings is '-1', expected a whole number from 0 to",
    "organisation,year,meetings\nA,14,1\n": "FILE, row 2: year is '14', expected a year",
    "organisation,year,meetings\n,2014,1\n": "FILE, row 2: organisation is empty; write its code",
    "organisation,year,meetings\nA,2014,1\nA,2014,2\n": "FILE, row 3: A, 2014 appears twice; keep one row of it",
    "visitor,visited,year,visits\nX,X,2014,1\n": "FILE, row 2: X visits itself; leave the row out",
}


@pytest.mark.parametrize("name", GOOD)
def test_a_table_is_known_by_its_columns(name, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(GOOD[name], encoding="utf-8")
    kind, rows = read_table(path, "FILE")
    assert kind.name == name and list(rows.columns) == list(kind.columns) and rows.index[0] == 2
    assert (rows["year"] == 2014).all()


def test_faults_are_told_with_row_and_remedy(tmp_path):
    path, faults = tmp_path / "table.csv", []
    for text, sentence in BAD.items():
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as error:
            read_table(path, "FILE")
        if not str(error.value).startswith(sentence):
            faults.append((sentence, str(error.value)))
    assert faults == []
