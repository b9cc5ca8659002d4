"""Single sampling by ISO 2859-1, normal inspection: what a lot is accepted by.

The table is the standard's, shipped as it stands: where the standard has an arrow, another sample
belongs to the same code letter, so nothing of it is computed. What is counted is nonconforming
*units*: a unit with three defects counts once, for the worst of them.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parents[2] / "data" / "iso2859_1.csv"
LEVELS = ("I", "II", "III")
# In percent, the strictest first: the columns of the table.
AQLS = ("0.65", "1.0", "1.5", "2.5", "4.0", "6.5")


class Sample(NamedTuple):
    """How many units are looked at, and with how many nonconforming ones the lot is accepted.

    With one more it is refused: in single sampling nothing lies between.
    """

    size: int
    accept: int

    @property
    def reject(self):
        return self.accept + 1


class Row(NamedTuple):
    """A row of the table; ``lot_max`` of the last lots is infinite."""

    lot_min: int
    lot_max: float
    code_letter: str
    sample: Sample


@cache
def _rows():
    """:return: dict (inspection level, AQL) → list of :class:`Row`"""
    rows = {}
    with TABLE.open(newline="") as file:
        for line in csv.DictReader(file):
            row = Row(
                int(line["lot_min"]),
                float(line["lot_max"] or "inf"),
                line["code_letter"],
                Sample(int(line["sample_size"]), int(line["accept"])),
            )
            rows.setdefault((line["inspection_level"], line["aql_percent"]), []).append(row)
    return rows


def single_sampling(level, aql, lot_size):
    """What a lot is accepted by.

    :param level: one of ``LEVELS``
    :param aql: one of ``AQLS``
    :param lot_size: int, at least 1
    :return: (code letter, :class:`Sample`); of a lot that is no larger than the sample every unit
        is looked at and none may be nonconforming
    """
    rows = _rows()[level, aql]
    # The table begins with lots of two: a single unit is looked at like these.
    row = next(row for row in rows if lot_size <= row.lot_max)
    if row.sample.size >= lot_size:
        return row.code_letter, Sample(lot_size, 0)
    return row.code_letter, row.sample


def stricter(aql):
    """The AQL of tightened inspection: the next stricter one of the table, the strictest itself.

    This is a house rule. The standard has a table of its own for tightened inspection, which is
    not shipped because it was not verified.
    """
    return AQLS[max(AQLS.index(aql) - 1, 0)]


def verdict(counted, tallies):
    """Whether a lot is decided, at the last needed unit or earlier.

    :param counted: how many units were looked at
    :param tallies: list of (:class:`Sample`, how many nonconforming units were found in it)
    :return: ``refused`` as soon as one has too many, ``accepted`` once what is left can no longer
        make them too many, None before
    """
    if any(found > sample.accept for sample, found in tallies):
        return "refused"
    if all(found + max(sample.size - counted, 0) <= sample.accept for sample, found in tallies):
        return "accepted"
    return None
