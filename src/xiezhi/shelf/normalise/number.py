"""Numbers as scaled whole numbers: digits are counted, nothing passes through binary fractions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import fold, parse_number
from xiezhi.shelf.ingest.raw import CellKind
from xiezhi.shelf.ingest.strings import layout, with_blanks
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.cells import GUARDS, bare, parsed, plain_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    import numpy as np
    import numpy.typing as npt

    from xiezhi.shelf.ingest.raw import RawColumn
    from xiezhi.shelf.ingest.strings import Layout, Mask, Places
    from xiezhi.shelf.normalise.normal import Refusals

    Whole = npt.NDArray[np.int64]

__all__ = [
    "ABSENT",
    "all_plain",
    "decimals",
    "exact",
    "integers",
    "refuse_where",
    "scaled",
    "scaled_texts",
]

ABSENT = -(2**63)
"""Stands for null among scaled numbers."""

_LONGEST = 17
_GROUPED = r"^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$"
_SIGNED = re.compile(r"-(?=[0-9])")


def scaled(
    column: RawColumn,
    places: int,
    shift: int,
    parse: Callable[[str], Decimal | None],
    refusals: Refusals,
    *,
    ending: str = "",
    factor: int = 1,
) -> Whole:
    """Numbers of a column times 10^places; ``ABSENT`` where blank or refused.

    Args:
        column: Text or typed numbers.
        places: Decimal places of the target.
        shift: Power of ten of the unit of bare numbers: 4 for 万元.
        parse: Reads what the recogniser does not; its value is in the target's own unit.
        refusals: Takes what is refused, and what is finer than ``places``.
        ending: Regular expression of what may follow a bare number and changes nothing (元).
        factor: What bare numbers are multiplied with besides (12 for years as months).
    """
    import numpy as np

    kind = column.cells.type
    found = np.full(len(column.cells), ABSENT, np.int64)
    if pa.types.is_floating(kind):
        values = pc.fill_null(column.cells, 0).cast(pa.float64()).to_numpy(zero_copy_only=False)
        there = pc.is_valid(column.cells).to_numpy(zero_copy_only=False)
        there &= ~np.isnan(values)
        _of_floats(values, there, places + shift, found, refusals)
        found[there & refusals.open()] *= factor
    elif pa.types.is_integer(kind) or pa.types.is_decimal(kind) or pa.types.is_string(kind):
        _of_texts(column, places, shift, parse, refusals, ending, found, factor)
    elif not pa.types.is_null(kind):
        refusals.add(pc.is_valid(column.cells).to_numpy(zero_copy_only=False), reasons.WRONG_KIND)
    return found


def _of_floats(
    values: npt.NDArray[np.float64], there: Mask, power: int, found: Whole, refusals: Refusals
) -> None:
    """Numbers of a workbook, exact as far as the fifteen digits that it shows."""
    import numpy as np

    product = np.where(there, values, 0) * 10.0**power
    whole = np.rint(product)
    near = np.abs(product - whole) <= np.maximum(np.abs(product) * 1e-14, 1e-7)
    large = np.abs(product) >= 1e17
    refusals.add(there & large, reasons.TOO_LARGE)
    refusals.add(there & ~large & ~near, _TOO_FINE)
    fine = there & near & ~large
    found[fine] = whole[fine].astype(np.int64)


_TOO_FINE = reasons.of_refusal(
    RefusedValueError("number", "", "it is finer than this column holds")
)


def _of_texts(
    column: RawColumn,
    places: int,
    shift: int,
    parse: Callable[[str], Decimal | None],
    refusals: Refusals,
    ending: str,
    found: Whole,
    factor: int,
) -> None:
    import numpy as np

    texts = plain_texts(column)
    these = layout(texts)
    open_rows = these.lengths > 0
    if column.kinds is not None:
        refusals.add(column.kinds == CellKind.FAULT, reasons.CELL_FAULT)
        strange = (column.kinds == CellKind.DAY) | (column.kinds == CellKind.TRUTH)
        refusals.add(strange, reasons.WRONG_KIND)
        open_rows &= column.kinds <= CellKind.NUMBER
    if all_plain(texts, these, places + shift, found):
        open_rows[:] = False
    else:
        open_rows &= ~scaled_texts(these, places + shift, found)
    rest = np.flatnonzero(open_rows)
    if len(rest):
        rest = _tidied(texts, rest, places + shift, ending, found)
    if factor != 1:
        found[found != ABSENT] *= factor

    def bounded(text: str) -> int:
        value = parse(text)
        return ABSENT if value is None else exact(value, places)

    left, values = parsed(texts, rest, bounded, refusals)
    found[left] = [ABSENT if value is None else value for value in values]


def exact(value: Decimal, places: int) -> int:
    """The value times 10^places.

    Raises:
        RefusedValueError: It is finer than that, or too large to be kept.
    """
    product = value.scaleb(places)
    if product != product.to_integral_value():
        raise RefusedValueError("number", str(value), _TOO_FINE.en)
    if abs(product) >= 10**17:
        raise RefusedValueError("number", str(value), reasons.TOO_LARGE.en)
    return int(product)


def _tidied(texts: pa.Array, rest: Places, power: int, ending: str, found: Whole) -> Places:
    """Recognises once more without guard signs, thousands' commas and a harmless ending."""
    import numpy as np

    some = pc.utf8_trim(texts.take(pa.array(rest)), GUARDS)
    if ending:
        some = pc.replace_substring_regex(some, f"^([0-9.,]+)(?:{ending})$", r"\1")
    grouped = pc.fill_null(pc.match_substring_regex(some, _GROUPED), False)  # noqa: FBT003
    some = pc.if_else(grouped, pc.replace_substring(some, ",", ""), some)
    values = np.full(len(rest), ABSENT, np.int64)
    done = scaled_texts(layout(some), power, values)
    found[rest[done]] = values[done]
    return rest[~done]


def all_plain(texts: pa.Array, these: Layout, power: int, found: Whole) -> bool:
    """Fills in a column of plain numbers alone, as ``scaled_texts`` would, in half its time.

    Arrow's own reading is exact, but takes more than the forms meant here: those are looked for
    first. Nothing is filled in when any cell is none of them; blank cells are no hindrance.
    """
    import numpy as np

    there = these.lengths > 0
    if not 0 <= power <= _LONGEST or int(these.lengths.max(initial=0)) > _LONGEST:
        return False
    if these.data[:-64].tobytes().translate(None, b"0123456789."):
        return False
    first, second = these.data[these.starts], these.data[these.starts + 1]
    last = these.data[np.maximum(these.starts + these.lengths - 1, 0)]
    nought = (first == 48) & (these.lengths > 1) & (second != 46)
    if (there & (nought | (first == 46) | (last == 46))).any():
        return False
    try:
        exact = pc.cast(with_blanks(texts, ~there), pa.decimal128(_LONGEST, power))
    except pa.ArrowInvalid:  # two points, finer than the power, or too large
        return False
    wide = np.frombuffer(exact.buffers()[1], np.int64).reshape(-1, 2)
    low = wide[exact.offset : exact.offset + len(exact), 0]
    np.copyto(found, low, where=there)
    return True


def scaled_texts(these: Layout, power: int, found: Whole) -> Mask:
    """Fills in plain numbers (``3000``, ``3000.50``) times 10^power; returns which those are.

    Rows are plain when they are digits with at most one point between them, do not begin with a
    nought before another digit, and are not finer than the power.
    """
    import numpy as np

    lengths = these.lengths
    plain = (lengths > 0) & (lengths <= _LONGEST)
    rows = None if plain.all() else np.flatnonzero(plain)
    starts = these.starts if rows is None else these.starts[rows]
    sizes = lengths if rows is None else lengths[rows]
    values = np.zeros(len(starts), np.int64)
    point = np.full(len(starts), -1, np.int8)
    sound = np.ones(len(starts), bool)
    for at in range(int(sizes.max()) if len(sizes) else 0):
        here = sizes > at
        sign = these.data[starts + at]
        digit = sign - 48
        is_digit = digit <= 9
        is_point = (sign == 46) & here & (point < 0)
        sound &= is_digit | is_point | ~here
        point[is_point] = at
        values = np.where(is_digit & here, values * 10 + digit, values)
    first = these.data[starts]
    second = these.data[np.minimum(starts + 1, len(these.data) - 1)]
    sound &= ~((first == 48) & (sizes > 1) & (second != 46)) & (point != 0) & (point != sizes - 1)
    missing = power - np.where(point >= 0, sizes - 1 - point, 0)
    sound &= _rescaled(values, missing)
    values[~sound] = ABSENT
    done = np.zeros(len(lengths), bool)
    target = slice(None) if rows is None else rows
    found[target] = np.where(sound, values, found[target])
    done[target] = sound
    return done


def _rescaled(values: Whole, missing: npt.NDArray[Any]) -> Mask:
    """Multiplies in place by 10^missing; False where digits would be lost."""
    import numpy as np

    fine: Mask = np.ones(len(values), bool)
    if not len(values):
        return fine
    lowest, highest = int(missing.min()), int(missing.max())
    for power in range(lowest, highest + 1):
        here = missing == power if lowest < highest else fine | True
        if power >= 0:
            if power > 18:
                fine[here] = False
                continue
            fine[here] = values[here] < 10 ** max(17 - power, 0)
            values[here] = np.where(fine[here], values[here] * 10**power, 0)
        else:
            whole, left = np.divmod(values[here], 10 ** min(-power, 18))
            fine[here] = left == 0
            values[here] = whole
    return fine


def decimals(values: Whole, precision: int, scale: int) -> pa.Array:
    """Scaled whole numbers as an Arrow decimal; ``ABSENT`` is null."""
    import numpy as np

    none = values == ABSENT
    wide = np.empty((len(values), 2), np.int64)
    wide[:, 0] = values
    wide[:, 1] = values >> 63
    bits = pa.py_buffer(np.packbits(~none, bitorder="little")) if none.any() else None
    kind = pa.decimal128(precision, scale)
    return pa.Array.from_buffers(kind, len(values), [bits, pa.py_buffer(wide)])


def integers(values: Whole, kind: pa.DataType) -> pa.Array:
    """Whole numbers as an Arrow column of this type; ``ABSENT`` is null."""
    import numpy as np

    return pa.array(np.where(values == ABSENT, 0, values), mask=values == ABSENT).cast(kind)


def refuse_where(values: Whole, outside: Mask, why: str, name: str, refusals: Refusals) -> None:
    """Refuse values for a reason of the type's own."""
    refusals.add(outside & (values != ABSENT), reasons.of_refusal(RefusedValueError(name, "", why)))
    values[outside] = ABSENT


def decimal_of(text: str) -> Decimal | None:
    """A number in any form that the kernel reads exactly, a minus before it allowed.

    Raises:
        RefusedValueError: It is none, or only near.
    """
    clean = fold(bare(text))
    sign = -1 if _SIGNED.match(clean) else 1
    number = parse_number(clean[1:] if sign < 0 else clean)
    if number.approximate:
        raise RefusedValueError("number", text, "it is only near")
    return number.value * sign
