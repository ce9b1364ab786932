"""The site of the documentation: `make site` builds it from the pages here, the tutorial and the docstrings."""

from __future__ import annotations

import inspect
from typing import Any

import concertacion

project, author, release = "Concertación", "The authors of Concertación", concertacion.__version__
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme, html_title = "furo", "Concertación"
html_theme_options = {"light_css_variables": {"color-brand-primary": "#0072B2", "color-brand-content": "#0072B2"}}
exclude_patterns = ["ledger/first_edition*", "**/.ipynb_checkpoints", "jupyter_execute"]
nb_execution_mode = "off"  # the notebook holds what it gives, and the tests run it
myst_heading_anchors = 4
myst_enable_extensions = ["dollarmath"]
suppress_warnings = ["myst.xref_missing", "myst.header", "toc.not_included", "misc.highlighting_failure"]
autodoc_typehints, autodoc_member_order = "none", "bysource"
napoleon_use_rtype = False
PUBLIC = "<!-- public -->"


def reference(name: str) -> str:
    """The directive that shows a public name."""
    kind = "class" if inspect.isclass(getattr(concertacion, name)) else "function"
    return f"## {name}\n\n```{{eval-rst}}\n.. auto{kind}:: concertacion.{name}\n```\n"


def with_public_names(app: Any, page: str, text: list[str]) -> None:
    """Put the reference of every public name where a page asks for it."""
    if PUBLIC in text[0]:
        text[0] = text[0].replace(PUBLIC, "\n".join(map(reference, concertacion.__all__)))


def setup(app: Any) -> None:
    """Connect what this file adds."""
    app.connect("source-read", with_public_names)
