"""Helpers that belong to no model."""

import base64

from reportlab.graphics.barcode import createBarcodeDrawing

from odoo.exceptions import UserError

# Who reads return orders and their lines. Lists of them on documents of Odoo's are hidden from
# everybody else, who could not even read the document otherwise.
READERS = ",".join(
    (
        "after_sales_returns.group_after_sales_store",
        "after_sales_returns.group_after_sales_warehouse",
        "account.group_account_readonly",
        "account.group_account_invoice",
        "base.group_portal",
    )
)


def refuse(sentences):
    """Raise one error with all the sentences; do nothing if there is none.

    :param sentences: list of str, each naming the record, why, and what to do
    :raise UserError: if there is a sentence
    """
    if sentences:
        raise UserError("\n".join(dict.fromkeys(sentences)))


def only_one(records):
    """For a button that works on one record, wherever it is called.

    :raise UserError: none, or more than one, is chosen
    """
    if len(records) == 1:
        return
    known = records[:5].exists() if records.has_access("read") else records.browse()
    raise UserError(
        records.env._(
            "%(model)s: this is done with one at a time, and %(count)s are chosen (%(names)s). "
            "Choose one.",
            model=records.env["ir.model"]._get(records._name).name,
            count=len(records),
            names=", ".join(known.mapped("display_name")) or "-",
        )
    )


def refuse_computed(records, vals_list):
    """Stop users who write what is computed: by RPC Odoo lets them write any stored field.

    :param records: the records to write, or none for a creation
    :param vals_list: list of dict as for ``create``
    :raise UserError: if one of the values is computed
    """
    fields = records._fields
    names = {
        name
        for vals in vals_list
        for name in vals
        if name in fields and fields[name].compute and fields[name].readonly and fields[name].store
    }
    if names and not records.env.su:
        refuse(
            [
                records.env._(
                    "%(fields)s is computed and not written: change what it is computed from.",
                    fields=", ".join(sorted(names)),
                )
            ]
        )


def without_defaults(records, names):
    """The same records without defaults from the context for what nobody may set: ``create``
    adds those after its values were checked.

    :param names: names of fields, beside the computed ones
    """
    guarded = {
        f"default_{name}"
        for name, field in records._fields.items()
        if name in names or (field.compute and field.readonly and field.store)
    }
    if guarded.isdisjoint(records.env.context):
        return records
    context = {key: value for key, value in records.env.context.items() if key not in guarded}
    return records.with_env(records.env(context=context))


def barcode_source(value, width, height):
    """Return a Code128 barcode as the source of an image.

    Drawn as SVG: it prints sharp at every size, and needs none of the native libraries that
    ``/report/barcode`` needs to paint pixels.

    :param value: str, what a scanner reads
    :param width, height: in points; the bars are stretched to fill the width
    """
    drawing = createBarcodeDrawing(
        "Code128", value=value, width=width, height=height, humanReadable=False
    )
    svg = drawing.asString("svg")
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def overclaimed_lots(unit, free, claims):
    """Claims that name lots fit if no set of lots is wanted more often than it is there. What
    names several lots may be any of them.

    :param unit: ``uom.uom`` of all quantities
    :param free: dict lot → quantity that may still come back
    :param claims: list of (``stock.lot``, quantity, name of who claims it); those without a lot
        do not count
    :return: list of (lots, how many there are, how many are claimed, names of who claims them)
    """
    result = []
    for lots in {lots: None for lots, _quantity, _name in claims if lots}:
        holders = [claim for claim in claims if claim[0] and claim[0] <= lots]
        have = max(sum(free.get(lot, 0.0) for lot in lots), 0.0)
        need = sum(quantity for _lots, quantity, _name in holders)
        if unit.compare(need, have) > 0:
            result.append((lots, have, need, list({name: None for _lots, _q, name in holders})))
    return result
