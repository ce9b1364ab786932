"""The effect of a claim as a formula over its arms: `apart.summits / together.summits - 1`."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from concertacion.sim.declare import InputError, nearest

Name = tuple[str, str]  # arm, measure
OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.UAdd: operator.pos, ast.USub: operator.neg,
}  # fmt: skip
FUNCTIONS: dict[str, tuple[Callable[..., Any], int]] = {  # with how many arguments at least
    "min": (lambda *terms: np.minimum.reduce(np.broadcast_arrays(*terms)), 2),
    "max": (lambda *terms: np.maximum.reduce(np.broadcast_arrays(*terms)), 2),
    "abs": (np.abs, 1),
}


class Formula(NamedTuple):
    """A checked formula, and the (arm, measure) it reads, in order of first appearance."""

    text: str
    names: tuple[Name, ...]

    def of(self, values: Mapping[Name, np.ndarray]) -> np.ndarray:
        """Its value, elementwise over arrays of one shape; NaN or infinite where it divides by nothing."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(_value(_parsed(self.text), values), dtype=np.float64)


def make_formula(text: Any, arms: Mapping[str, Any], measures: Mapping[str, Any], where: str) -> Formula:
    """A formula of ARM.MEASURE, numbers, + - * / and min, max, abs.

    Raises
    ------
    InputError
        If it cannot be read, holds anything else, or names an arm or a measure that the claim has not.
    """
    if not isinstance(text, str):
        raise InputError(f"{where}: {text!r} is no formula; write one such as treated.delivered - control.delivered")
    try:
        tree = _parsed(text)
    except SyntaxError as error:
        raise InputError(f"{where}: {text} cannot be read as a formula") from error
    names: dict[Name, None] = {}
    _check(tree, names, arms, measures, f"{where}: {text}")
    if not names:
        raise InputError(f"{where}: {text} names no arm; write one such as treated.delivered - control.delivered")
    return Formula(text, tuple(names))


def _parsed(text: str) -> ast.expr:
    return ast.parse(text.strip(), mode="eval").body


def _check(node: ast.expr, names: dict[Name, None], arms: Mapping[str, Any], measures: Mapping[str, Any], where: str) -> None:
    match node:
        case ast.Attribute(value=ast.Name(id=arm), attr=measure):
            for name, kind, known in ((arm, "arm", arms), (measure, "measure", measures)):
                if name not in known:
                    raise InputError(f"{where}: there is no {kind} '{name}'; {nearest(name, known)}")
            names[arm, measure] = None
        case ast.Constant(value=int() | float()):
            pass
        case ast.BinOp(left, op, right) if type(op) in OPERATORS:
            _check(left, names, arms, measures, where)
            _check(right, names, arms, measures, where)
        case ast.UnaryOp(op, operand) if type(op) in OPERATORS:
            _check(operand, names, arms, measures, where)
        case ast.Call(func=ast.Name(id=function), args=terms, keywords=[]) if (
            len(terms) >= FUNCTIONS.get(function, (None, 99))[1]
        ):
            for term in terms:
                _check(term, names, arms, measures, where)
        case _:
            raise InputError(f"{where}: a formula holds ARM.MEASURE, numbers, + - * / and min, max, abs, and nothing else")


def _value(node: ast.expr, values: Mapping[Name, np.ndarray]) -> Any:
    match node:
        case ast.Attribute(value=ast.Name(id=arm), attr=measure):
            return values[arm, measure]
        case ast.Constant(value=number):
            return number
        case ast.BinOp(left, op, right):
            return OPERATORS[type(op)](_value(left, values), _value(right, values))
        case ast.UnaryOp(op, operand):
            return OPERATORS[type(op)](_value(operand, values))
        case ast.Call(func=ast.Name(id=function), args=terms):
            return FUNCTIONS[function][0](*(_value(term, values) for term in terms))
    raise AssertionError(ast.dump(node))  # `make_formula` has refused it
