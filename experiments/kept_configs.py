"""Configs that Hydra reads again and again, and would deeply copy every time."""

from __future__ import annotations

import pickle
from typing import Any

from omegaconf import DictConfig


class Kept(dict[str, Any]):
    """A group of stored configs, which Hydra would copy in every composition; what it reads it copies anyway."""

    def __deepcopy__(self, memo: object) -> Kept:
        return self


class Copied:
    """A stored config that Hydra copies whenever it reads it: unpickled, which takes a fifth of the time of a deep copy."""

    def __init__(self, node: DictConfig) -> None:
        self._pickled = pickle.dumps(node)

    def __deepcopy__(self, memo: object) -> Any:
        return pickle.loads(self._pickled)
