"""Regions, and figures, pages and tables of results that are there: bad input, by the kind of mistake."""

from __future__ import annotations

from tests.messages.makers import Case, plain, regions

FIGURES: dict[str, list[Case]] = {
    "A region": regions(
        ("countries.csv", None, None),
        ("trade.csv", None, None),
        ("countries.csv", "iso3,", "iso,"),
        ("countries.csv", ",subregion", ""),
        ("countries.csv", "BRN,Brunei", "Brunei,Brunei"),
        ("countries.csv", "IDN,Indonesia", "BRN,Indonesia"),
        ("countries.csv", "4.89", "489"),
        ("elections.csv", "1997-05-29", "1997-29-05"),
        ("elections.csv", "parliamentary", "local"),
        ("elections.csv", "IDN,1997", "INO,1997"),
        ("governments.csv", "1984-01-01,,0.55", "1984-01-01,,5.5"),
        ("governments.csv", "BRN,Hassanal Bolkiah,1984-01-01", "BRN,Hassanal Bolkiah,2024-01-01"),
        ("domains.csv", "health,Health", "heath,Health"),
        ("powers.csv", "CHN,China,0,-1.00", "CHN,China,0,1.00"),
        ("geography.csv", "1526", "-1526"),
        ("geography.csv", "BRN,IDN,1526", "BRN,BRN,1526"),
        ("geography.csv", "BRN,IDN,1526", "BRN,XXX,1526"),
        ("indicators.csv", "approval", "aproval"),
        ("memberships.csv", "2002-11-04,,full", "2002-11-04,,partial"),
        ("memberships.csv", "ACFTA,BRN", "ACFTX,BRN"),
        ("organisations.csv", "consensus", "unanimity"),
        ("organisations.csv", "trade,trade", "trade,traed"),
        ("series.csv", "1995,1,", "1995,5,"),
        ("trade.csv", "BRN,CHN,2000,61", "BRN,CHN,2000,-61"),
        ("crises.csv", "2003-05-19,2005-08-15", "2005-08-15,2003-05-19"),
        ("dependence.csv", "BRN,CHN,1995,0.010", "BRN,RUS,1995,0.010"),
        ("terms.csv", "unlimited", "always"),
    ),
    "A figure": plain("""
experiment=plot
experiment=plot y=7 from=nowhere out=a.png
experiment=plot y=approval out=a.png
experiment=plot y=approval from=nowhere
experiment=plot y=approval from=nowhere out=a.jpg
experiment=plot y=approval from=nowhere out=a.png
experiment=plot y=approval from=. out=a.png
experiment=plot y=approval from=nowhere out=a.png kind=lines
experiment=plot y=approval from=nowhere out=a.png years=soon
experiment=plot y=approval from=nowhere out=a.png years=[2010,2000]
experiment=plot y=approval from=nowhere out=a.png select=BRA
experiment=plot y=approval from=nowhere out=a.png select={country:[{a:1}]}
experiment=plot y=approval from=nowhere out=a.png record=yes
experiment=plot y=approval from=nowhere out=a.png seed=3
experiment=plot yy=approval from=nowhere out=a.png
from=nowhere y=approval
"""),
    "A page on a country or a forum": plain("""
experiment=page
experiment=page from=nowhere
experiment=page from=nowhere of=BRA
experiment=page from=nowhere of=BRA out=a.png
experiment=page from=nowhere of=BRA out=a.html
experiment=page from=. of=7 out=a.html
experiment=page from=nowhere of=BRA out=a.html seed=3
experiment=page from=nowhere of=BRA out=a.html kind=line
"""),
    "Tables": plain("""
tables=xls
experiment=sweep over=[insulation] tables=yes
experiment=sweep over=[insulation] points=2000000 limit=40000000 tables=excel
experiment=region tables=csv
"""),
}
