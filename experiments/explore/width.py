"""Whether the window of a session is wide enough to have the controls beside the figures."""

from __future__ import annotations

import param
from panel.custom import JSComponent


class Width(JSComponent):
    """Tells once, when the page is there; None until then."""

    wide = param.Boolean(default=None, allow_None=True)

    _esm = "export function render({ model }) { model.wide = window.innerWidth >= 900; return document.createElement('span') }"
