"""The answers to `concertacion --help`, `experiment=NAME --help` and `--version`, from the declarations of the settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from textwrap import wrap
from typing import Any

from concertacion.experiments.settings.declaration import Declaration, Group
from concertacion.experiments.settings.kinds import KINDS, experiments_of, own_declarations, shared_declarations
from concertacion.experiments.settings.shared import ChunkedSettings

WIDTH, COLUMN = 110, 26  # of the text, and of NAME=VALUE in it
FEW, FEWER = 8, 4  # configs of a group that are listed, and those listed of one that has more

ENSEMBLE = """\
concertacion: simulate how the governments of a region cooperate, and see what lasts.

Usage: concertacion [NAME=VALUE ...]

Settings, each with its default
{settings}

Further experiments, each with settings of its own
  experiment=compare        scenarios, or changes of your own, against a control (docs/compare.md)
  experiment=sweep          many points of the parameters, runs at each, one table (docs/sweeps.md)
  experiment=sensitivity    which parameters the outcomes depend on (docs/sensitivity.md)
  experiment=claims         whether the claims of the papers hold in the model, and where (docs/claims.md)
  experiment=proposals      the ten proposals, each alone at five doses, then together on a budget (docs/proposals.md)
  experiment=record, =score which points the record to 2012 leaves; predictions scored against data=FILE (docs/score.md)
  experiment=rerun, =check  from=DIR: run a result again, with changes; check that it is whole (docs/results.md)
  experiment=plot, =page    from=DIR: one figure of any result; all about one country or forum (docs/plot.md)
  experiment=explore        a page with sliders: two settings side by side, and their difference (docs/explore.md)
  experiment=region         tables of a region of your own: templates, then a check of them (docs/tables.md)
  `concertacion experiment=sweep --help` lists the settings of sweeps; docs/settings.md lists them all.

The result is a folder with report.html, figures/, results.nc, config.yaml and manifest.json.

Examples
  concertacion scenario=pandemic start=2015 years=15 out=pandemic
  concertacion parameters.insulation=0.2 replicates=50 seed=7
  concertacion experiment=compare arms=[baseline,pandemic] start=2015 years=10 out=compared
  concertacion experiment=plot from=compared y=approval by=arm out=approval.pdf
  concertacion experiment=sweep over=[insulation,rationality] points=200 replicates=20 out=my_sweep
  concertacion engine=mesa replicates=2 country_class=my_package.MyCountry

Options: --help; --version; --cfg job (show the config, run nothing); --config-dir DIR (your DIR/scenario/NAME.yaml)
"""

OTHER = """\
concertacion experiment={kind}: its own settings, each with its default

{settings}

{presets}All other settings (world, scenario, parameters.NAME, start, years, seed, ...) work as in `concertacion --help`.
{resumed}"""
RESUMED = "Run the same command again to resume after an interruption: what is in the folder is not run twice.\n"

REGION = """\
concertacion experiment=region: tables for a region of your own

{settings}

It takes no other setting. Write the templates, fill them in, and run the same command again: it lists every error and
whatever looks implausible, and says how to run the region. docs/tables.md explains the tables.
"""

PAGE = """\
concertacion experiment=page: one page on a country or a forum of an existing run

{settings}

It takes no other setting, and runs nothing. docs/results.md says what the page holds.
"""

PLOT = """\
concertacion experiment=plot: one figure of an existing result

{settings}

It takes no other setting, and runs nothing. docs/plot.md shows a command for each kind of figure.
"""

RERUN = """\
concertacion experiment=rerun: run the config of a result again, with the code and tables that are here now

  from=DIR                  the folder of the result
  NAME=VALUE                any setting of that result, on top of its config
  out=DIR                   folder of the new result

It says in a line if code or tables are no longer those of the result. docs/results.md says more.
"""

CHECK = """\
concertacion experiment=check: check that a result is whole, file by file, against the checksums it was written with

  from=DIR                  the folder of the result

It takes no other setting, and runs nothing. What is damaged, foreign or missing is named; the exit code is then 1, else 0.
docs/results.md says more.
"""

EXPLORE = """\
concertacion experiment=explore: a page in the browser, on this machine alone, with two settings side by side

{settings}

It takes no other setting, and writes nothing. Scenario, world and levers are chosen on the page; its address holds
them, and it shows the command that does the same runs. It needs the extra `explore`: pip install ".[explore]" in the
folder of the project. docs/explore.md says more.
"""
OF_RESULTS = {"rerun": RERUN, "check": CHECK}  # experiments without settings of their own


def help_text(arguments: Sequence[str] = ()) -> str:
    """The help of the experiment that the arguments name; without one, of an ensemble."""
    kind = next((value for name, _, value in (argument.partition("=") for argument in arguments) if name == "experiment"), "")
    if kind in OF_RESULTS:
        return OF_RESULTS[kind]
    if kind not in ("", "default", *KINDS) and kind in experiments_of("ensemble"):
        return _other(kind, "ensemble")
    if kind not in KINDS or kind == "ensemble":
        return ENSEMBLE.format(settings=lines([*shared_declarations(), *own_declarations("ensemble")]))
    if not KINDS[kind].simulates:
        text = {"region": REGION, "plot": PLOT, "page": PAGE, "explore": EXPLORE}[kind]
        return text.format(settings=lines(own_declarations(kind)))
    return _other(kind, kind)


def _other(experiment: str, kind: str) -> str:
    """The help of an experiment that simulates, of a kind."""
    shown = ", ".join(f"{name}={value}" for name, value in presets(experiment).items())
    return OTHER.format(
        kind=experiment, settings=lines(own_declarations(kind)), presets=f"Other defaults here: {shown}.\n" if shown else "",
        resumed=RESUMED if issubclass(KINDS[kind], ChunkedSettings) else "",
    )  # fmt: skip


def presets(kind: str) -> dict[str, Any]:
    """The configs that configs/experiment/<kind>.yaml chooses, and the values that it gives to settings."""
    import yaml

    config = yaml.safe_load(files("concertacion.configs").joinpath("experiment", f"{kind}.yaml").read_text(encoding="utf-8"))
    chosen = {key: value for entry in config["defaults"] if isinstance(entry, dict) for key, value in entry.items()}
    values = {name: value for name, value in config.items() if name not in ("defaults", "experiment")}
    return {**{key.removeprefix("override /"): value for key, value in chosen.items()}, **values}


def lines(entries: Iterable[Declaration]) -> str:
    """A line or more for each setting."""
    text = []
    for entry in entries:
        name = f"  {entry.name}={written(entry.in_config)}"
        texts = wrap(described(entry), WIDTH - COLUMN - 2)
        if len(name) > COLUMN:
            text.append(name)
            name = ""
        text += [f"{head:{COLUMN}}  {text}" for head, text in zip([name, *[""] * (len(texts) - 1)], texts, strict=True)]
    return "\n".join(text)


def described(entry: Declaration) -> str:
    """The choices of a setting, what it is for, and what null stands for."""
    setting = entry.setting
    choices = configs(entry.name) if isinstance(setting, Group) else setting.choices
    few = choices if len(choices) <= FEW else (*choices[:FEWER], "...")
    head = " | ".join(few) + "; " if few else ""
    null = getattr(setting, "null", "")
    return head + setting.help + (f"; null: {null}" if null else "")


def configs(group: str) -> tuple[str, ...]:
    """The names of the project's configs of a group: none of `parameters`, of which only users have a folder."""
    folder = files("concertacion.configs").joinpath(group)
    names = (entry.name for entry in folder.iterdir()) if folder.is_dir() else ()
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def written(value: Any) -> str:
    """A value as one writes it on the command line."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f"[{','.join(map(str, value))}]" if isinstance(value, tuple) else str(value)


def version() -> str:
    """The installed version of the project."""
    from importlib.metadata import version as installed  # a fifth of the time that --help takes

    return installed("concertacion")
