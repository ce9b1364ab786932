"""What `concertacion --help` and `--version` answer, without importing anything heavy."""

from __future__ import annotations

HELP = """\
concertacion: simulate how the governments of a region cooperate, and see what lasts.

Usage: concertacion [NAME=VALUE ...]

What to run
  experiment=default      default | pinned | sweep | sensitivity (what depends on which parameters; docs/sensitivity.md)
                          | claims (what the papers say, put to the test) | proposals
  world=latin_america_20  latin_america_20 | celac_33 | southeast_asia | own (with world.folder=DIR)
  scenario=baseline       pink_tide, pandemic, venezuelan_crisis, ...; a wrong name lists the right ones
  parameters.NAME=VALUE   any parameter of the model; `concertacion --cfg job` shows them all
  world.countries=[..]    some countries only, by three-letter code

When, and how politics moves
  start=2000  years=25    first year and length
  mode=free               free | pinned (politics follow the record) | replay (the record up to until=YEAR)

How
  replicates=200  seed=1  runs of the ensemble; the same seed gives the same bytes
  workers=2               threads (default: one a core)
  engine=kernel           kernel | mesa (slow; country_class=package.Class runs your own Country)

A sweep: many points, runs at each, one table (docs/sweeps.md)
  design=lhs points=500   grid (levels=5) | lhs | sobol | saltelli | morris | table (table=FILE.csv)
  over=[A,{B:[0,1]}]      what varies: names, groups, own ranges or {values:[..]}; default: every parameter
  fixed=[A]  luck=common  held at their value; the same luck at every point, or independent
  executor=threads        threads | processes | dask (executor.address=tcp://HOST:PORT)
  outcomes=[..]  limit=N  which outcomes; refuse more runs than that; quiet=true: no progress

Claims: paired arms over the space of parameters, a verdict each; proposals: all combinations of the ten
  claim=all               one id, or [ID,ID]; claims_folder=DIR for your own files
  effort=quick            quick | full; or points=N pairs=N
  budget=3                what proposals may cost together; costs={MSF-P3: 2}

Where
  out=DIR                 default: runs/<experiment>-<world>-<scenario>-<hash of the config>
                          with report.html, figures/, results.nc, config.yaml and manifest.json;
                          of a sweep that was stopped: goes on with what is missing

Examples
  concertacion
  concertacion scenario=pandemic start=2015 years=15 out=pandemic
  concertacion parameters.insulation=0.2 replicates=50 seed=7
  concertacion mode=replay until=2015 world=celac_33
  concertacion experiment=sweep over=[insulation,rationality] points=200 replicates=20 out=my_sweep
  concertacion experiment=sensitivity screen=10 outcomes=[attendance] out=what_matters
  concertacion experiment=claims claim=[MSF-01,PL-03] out=two_claims
  concertacion engine=mesa replicates=2 country_class=my_package.MyCountry

Also: --version; --cfg job (show the config, run nothing); --config-dir DIR (scenarios of your own in DIR/scenario/)
"""


def version() -> str:
    """The installed version of the project."""
    from importlib.metadata import version as installed

    return installed("concertacion")
