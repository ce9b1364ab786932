"""The effect of a claim as a formula over its arms, `apart.summits / together.summits - 1`, and conditions on such formulas."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from concertacion.sim.declare import InputError, nearest

Name = tuple[str, str]  # arm, measure
PRIMES = np.array([2.0, 3.0, 5.0, 7.0])  # at which a formula is tried, with each name a little further on
LARGEST = 1e100  # of the numbers in it
LONGEST = 2000  # characters of a formula: beyond what anyone reads, and within what can be taken apart
OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.UAdd: operator.pos, ast.USub: operator.neg,
}  # fmt: skip
COMPARISONS: dict[type[ast.AST], tuple[bool, bool]] = {  # whether the left side is the larger, and whether equal ones fail
    ast.GtE: (True, False), ast.Gt: (True, True), ast.LtE: (False, False), ast.Lt: (False, True),
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
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
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
    if len(text) > LONGEST:
        raise InputError(f"{where}: {text} is longer than {LONGEST:,} characters")
    try:
        tree = _parsed(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise InputError(f"{where}: {text} cannot be read as a formula") from error
    names: dict[Name, None] = {}
    _check(tree, names, arms, measures, f"{where}: {text}")
    if not names:
        raise InputError(f"{where}: {text} names no arm; write one such as treated.delivered - control.delivered")
    formula = Formula(text, tuple(names))
    if not np.isfinite(formula.of({name: np.sqrt(place + PRIMES) for place, name in enumerate(names)})).any():
        raise InputError(f"{where}: {text} has no value, whatever the runs give: it divides by zero, or a number is too large")
    return formula


class Bound(NamedTuple):
    """A margin that must be at least nothing, or more than nothing."""

    margin: Formula
    strict: bool


class Condition(NamedTuple):
    """Bounds that must all hold; one without any always holds."""

    text: str
    bounds: tuple[Bound, ...]

    def of(self, values: Mapping[Name, np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
        """Whether it holds, bool of that shape; where a margin has no value it does not."""
        holds = np.ones(shape, dtype=bool)
        for margin, strict in self.bounds:
            value = margin.of(values)
            with np.errstate(invalid="ignore"):
                holds &= (value > 0.0) if strict else (value >= 0.0)
        return holds


def make_condition(text: Any, arms: Mapping[str, Any], measures: Mapping[str, Any], where: str) -> Condition:
    """A condition such as `control.meetings >= 1 and control.officials >= 0.05`: comparisons of formulas, joined by `and`.

    Raises
    ------
    InputError
        If it is no such thing, or names an arm or a measure that is not given.
    """
    wanted = InputError(
        f"{where}: {text!r} is no condition; write one such as control.meetings >= 1 and control.officials >= 0.05"
    )
    if not isinstance(text, str) or len(text) > LONGEST:
        raise wanted
    try:
        tree = _parsed(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise wanted from error
    bounds = []
    for term in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        if not isinstance(term, ast.Compare) or len(term.ops) != 1 or type(term.ops[0]) not in COMPARISONS:
            raise wanted
        left, right = ast.unparse(term.left), ast.unparse(term.comparators[0])
        above, strict = COMPARISONS[type(term.ops[0])]
        margin = f"({left}) - ({right})" if above else f"({right}) - ({left})"
        bounds.append(Bound(make_formula(margin, arms, measures, where), strict))
    return Condition(" ".join(text.split()), tuple(bounds))


def _parsed(text: str) -> ast.expr:
    return ast.parse(text.strip(), mode="eval").body


def _check(node: ast.expr, names: dict[Name, None], arms: Mapping[str, Any], measures: Mapping[str, Any], where: str) -> None:
    match node:
        case ast.Attribute(value=ast.Name(id=arm), attr=measure):
            for name, kind, known in ((arm, "arm", arms), (measure, "measure", measures)):
                if name not in known:
                    raise InputError(f"{where}: there is no {kind} '{name}'; {nearest(name, known)}")
            names[arm, measure] = None
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            if abs(number) > LARGEST:
                raise InputError(f"{where}: holds {number}, beyond the largest number that is read, 1e100")
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
        case ast.Constant(value=int() | float() as number):
            return np.float64(number)  # divides as arrays do
        case ast.BinOp(left, op, right):
            return OPERATORS[type(op)](_value(left, values), _value(right, values))
        case ast.UnaryOp(op, operand):
            return OPERATORS[type(op)](_value(operand, values))
        case ast.Call(func=ast.Name(id=function), args=terms):
            return FUNCTIONS[function][0](*(_value(term, values) for term in terms))
    raise AssertionError(ast.dump(node))  # `make_formula` has refused it
