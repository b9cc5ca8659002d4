"""The switching rules: how closely the next lot of a supplier's product is looked at.

Normal → tightened when two of five lots in a row were refused; back when five in a row were
accepted; no more buying when five were refused while tightened. Ten accepted in a row prove a
supplier, whose lots may then be skipped (a person approves that, one refused lot ends it).
"""

from typing import NamedTuple

WATCHED = 5  # lots in a row that normal inspection looks back on
REFUSED_TO_TIGHTEN = 2
ACCEPTED_TO_RELAX = 5
REFUSED_TO_STOP = 5
ACCEPTED_TO_SKIP = 10


class Standing(NamedTuple):
    """Where a supplier's product stands.

    - ``inspection``: normal, tightened or stopped;
    - ``trail``: outcomes under normal inspection since it began, the last five, the newest last:
      ``A`` for accepted, ``R`` for refused;
    - ``accepted_in_row``: how many lots in a row were accepted;
    - ``refused_tightened``: how many were refused since tightened inspection began.
    """

    inspection: str = "normal"
    trail: str = ""
    accepted_in_row: int = 0
    refused_tightened: int = 0


def after(standing, accepted):
    """:return: the :class:`Standing` once another lot was ``accepted`` or not"""
    in_row = standing.accepted_in_row + 1 if accepted else 0
    follow = {"normal": _normal, "tightened": _tightened, "stopped": _stopped}
    return follow[standing.inspection](standing._replace(accepted_in_row=in_row), accepted)


def _normal(standing, accepted):
    trail = (standing.trail + ("A" if accepted else "R"))[-WATCHED:]
    if trail.count("R") >= REFUSED_TO_TIGHTEN:
        return standing._replace(inspection="tightened", trail="", refused_tightened=0)
    return standing._replace(trail=trail)


def _tightened(standing, accepted):
    refused = standing.refused_tightened + (not accepted)
    if refused >= REFUSED_TO_STOP:
        return standing._replace(inspection="stopped", refused_tightened=refused)
    if standing.accepted_in_row >= ACCEPTED_TO_RELAX:
        return standing._replace(inspection="normal", refused_tightened=0)
    return standing._replace(refused_tightened=refused)


def _stopped(standing, _accepted):
    """What was under way still arrives and is looked at; a person lifts the stop."""
    return standing


def lifted(standing):
    """:return: the :class:`Standing` once a person lifted the stop: tightened, from the start"""
    return standing._replace(inspection="tightened", accepted_in_row=0, refused_tightened=0)
