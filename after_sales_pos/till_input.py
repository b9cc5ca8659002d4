"""Reading what comes from a till. Whoever may log in at one can send it anything; what no screen
sends ends in a sentence, never in an error of Python or of the database."""

import functools
import inspect
import math

from odoo.exceptions import UserError

# Of integers and of numbers in the database.
MAX_ID = 2**31 - 1
MAX_NUMBER = 1e12
TEXT_LENGTH = 2000


class Junk(ValueError):
    """What no screen of a till sends."""


def read_text(value, length=TEXT_LENGTH):
    """:return: str; "" for nothing
    :raise Junk: neither text nor a number, or nothing that the database can keep
    """
    if value is None or value is False:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Junk
    text = str(value)
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise Junk
    return text[:length]


def read_name(value, length=TEXT_LENGTH):
    """:return: str; as ``read_text``, "" for what is no text at all"""
    try:
        return read_text(value, length)
    except Junk:
        return ""


def read_id(value):
    """:return: id of a record, 0 for none
    :raise Junk: no whole number, or none that an id can be
    """
    if not value:
        return 0
    if isinstance(value, str) and value.isdecimal():
        value = int(value[:11])
    # A comparison, for looking for a fraction in a range would count all of it.
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_ID:
        raise Junk
    return value


def read_number(value):
    """:return: float, 0.0 for nothing
    :raise Junk: no number, or one without end
    """
    if value is None or value is False or value == "":
        return 0.0
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Junk
    try:
        number = float(value)
    except (OverflowError, ValueError) as error:
        raise Junk from error
    if not math.isfinite(number) or abs(number) > MAX_NUMBER:
        raise Junk
    return number


def read_list(value, read=read_text):
    """:return: list of what ``read`` makes of the values
    :raise Junk: no list, or one of the values is nothing to ``read``
    """
    if value is None or value is False:
        return []
    if not isinstance(value, list | tuple):
        raise Junk
    return [read(one) for one in value]


def till_call(method):
    """A public method that the screen of a till calls on its own record."""
    signature = inspect.signature(method)

    @functools.wraps(method)
    def call(self, *args, **kwargs):
        try:
            signature.bind(self, *args, **kwargs)
        except TypeError as error:
            raise UserError(_junk_sentence(self)) from error
        try:
            return method(self, *args, **kwargs)
        except Junk as error:
            raise UserError(_junk_sentence(self)) from error

    return call


def _junk_sentence(till):
    return till.env._(
        "The till sent something that cannot be read. Reload its page, then try it once again."
    )
