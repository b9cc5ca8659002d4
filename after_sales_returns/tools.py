"""Helpers that belong to no model."""

from odoo.exceptions import UserError


def refuse(sentences):
    """Raise one error with all the sentences; do nothing if there is none.

    :param sentences: list of str, each naming the record, why, and what to do
    :raise UserError: if there is a sentence
    """
    if sentences:
        raise UserError("\n".join(dict.fromkeys(sentences)))
