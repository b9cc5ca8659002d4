"""What of the values that somebody writes is news: an export that is imported again, or a record
that a program writes as it read it, changes nothing."""

from odoo.fields import Command
from odoo.models import MAGIC_COLUMNS

X2MANY = ("one2many", "many2many")
# Finer than any amount or quantity is kept.
PRECISION = 1e-7


def changed_vals(record, vals):
    """Leave out what ``record`` has already: values are compared, not names.

    :param record: one record, read in superuser mode
    :param vals: dict as for ``write``
    :return: dict with those values, and those commands of lists, that change something
    """
    record, changed = record.sudo(), {}
    for name, value in vals.items():
        field = record._fields.get(name)
        if name in MAGIC_COLUMNS:
            continue  # Odoo writes who wrote it, and when.
        if field is not None and field.type in X2MANY:
            value = _changed_commands(record[name], value)
            if value == []:
                continue
        elif field is not None and _is_same(record, field, value):
            continue
        changed[name] = value
    return changed


def _is_same(record, field, value):
    try:
        own, new = (
            field.convert_to_cache(one, record, validate=False)
            for one in (field.convert_to_write(record[field.name], record), value)
        )
    except (TypeError, ValueError):
        return False  # Whoever writes it is told what is wrong with it.
    if field.type in ("float", "monetary"):
        return abs((own or 0.0) - (new or 0.0)) < PRECISION
    return (own or False) == (new or False)


def _changed_commands(records, value):
    """:return: ``value`` without the commands that change nothing of ``records``, or as it is if
    it is no list of commands"""
    if not value and not records:  # an empty cell of a file
        return []
    if not isinstance(value, (list, tuple)) or not all(_is_command(one) for one in value):
        return value
    changed = []
    for code, res_id, argument in value:
        if code == Command.UPDATE and res_id in records.ids:
            argument = changed_vals(records.browse(res_id), argument)
            same = not argument
        elif code == Command.SET:
            same = set(argument) == set(records.ids)
        else:
            same = code == Command.LINK and res_id in records.ids
        if not same:
            changed.append((code, res_id, argument))
    return changed


def _is_command(value):
    return isinstance(value, (list, tuple)) and len(value) == 3
