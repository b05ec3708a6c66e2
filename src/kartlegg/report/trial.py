"""Tries the look-ups of a template one by one, whatever branch they stand in. No text is made.

A look-up is tried where all that it is given is known without filling in the template: words, numbers, names that
hold for the whole chapter, and look-ups of these. What a loop or a `set` gives is not.
"""

import inspect
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from jinja2 import TemplateSyntaxError, nodes
from jinja2.defaults import DEFAULT_NAMESPACE

from kartlegg.errors import LookupFault
from kartlegg.fault_codes import FaultCode
from kartlegg.report.templates import tree_of

_OF_JINJA = {*DEFAULT_NAMESPACE, "loop", "caller"}
_SUMS: Mapping[type[nodes.Node], Callable[[Any, Any], Any]] = {nodes.Add: operator.add, nodes.Sub: operator.sub}


class _NotKnown(Exception):  # noqa: N818  nothing is wrong
    """What a part of a template gives is known only when it is filled in."""


class Tried(NamedTuple):
    """A look-up that finds nothing: its line in the text, and why."""

    line: int
    fault: LookupFault


def tried(text: str, names: Mapping[str, Any]) -> Iterator[Tried]:
    """Yield the look-ups of a template that cannot find anything, whatever is answered, each once on its line.

    `names` are the look-ups and facts that a template may name. None of a template that cannot be read.
    """
    try:
        tree = tree_of(text)
    except TemplateSyntaxError:
        return
    said = list(tree.find_all(nodes.Name))
    own = {name.name for name in said if name.ctx != "load"} | {macro.name for macro in tree.find_all(nodes.Macro)}
    yield from _unknown_names([name for name in said if name.name not in own], names)
    known = {name: value for name, value in names.items() if name not in own}
    told: set[tuple[int, str]] = set()
    for call in tree.find_all(nodes.Call):
        try:
            _value(call, known)
        except LookupFault as fault:
            if fault.code is not None and (call.lineno, str(fault)) not in told:
                told.add((call.lineno, str(fault)))
                yield Tried(call.lineno, fault)
        except (_NotKnown, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            continue  # it hangs on what is answered, or on what stands about it


def _unknown_names(said: list[nodes.Name], names: Mapping[str, Any]) -> Iterator[Tried]:
    unknown = {name.name: name.lineno for name in reversed(said) if name.name not in names}
    for name, line in unknown.items():
        if name not in _OF_JINJA:
            told = f"`{name}`, which is neither a look-up nor a name"
            yield Tried(line, LookupFault(told, FaultCode.WRONG_LOOK_UP, name=name, known=names))


def _value(node: nodes.Node, names: Mapping[str, Any]) -> Any:
    """Return what a part of a template gives; raises _NotKnown where that cannot be told here."""
    match node:
        case nodes.Const():
            return node.value
        case nodes.Name() if node.name in names:
            return names[node.name]
        case nodes.List() | nodes.Tuple():
            return [_value(item, names) for item in node.items]
        case nodes.Concat():
            return "".join(str(_value(part, names)) for part in node.nodes)
        case nodes.Add() | nodes.Sub():
            return _SUMS[type(node)](_value(node.left, names), _value(node.right, names))
        case nodes.Call(node=nodes.Name() as asked) if node.dyn_args is None and node.dyn_kwargs is None:
            given = [_value(argument, names) for argument in node.args]
            by_name = {pair.key: _value(pair.value, names) for pair in node.kwargs}
            return _asked(asked.name, _value(asked, names), given, by_name)
    raise _NotKnown


def _asked(name: str, look_up: Callable[..., Any], given: list[Any], by_name: dict[str, Any]) -> Any:
    """Return what a look-up finds; raises LookupFault where it cannot be asked in that way."""
    try:
        inspect.signature(look_up).bind(*given, **by_name)
    except TypeError as error:
        raise LookupFault(f"`{name}` with {error}", FaultCode.WRONG_LOOK_UP) from error
    return look_up(*given, **by_name)
