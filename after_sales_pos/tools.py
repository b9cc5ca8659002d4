"""Helpers that belong to no model."""


def without_server_values(records, vals_list, names):
    """What only the server writes is left out of what others send: a till's user may write
    orders, and Odoo lets whoever may write a record write all of its fields.

    Nothing is refused, for an order that was paid must never be lost.

    :param names: set of names of fields
    :return: list of dict; the same for the server itself
    """
    if records.env.su:
        return vals_list
    return [
        {name: value for name, value in vals.items() if name not in names} for vals in vals_list
    ]
