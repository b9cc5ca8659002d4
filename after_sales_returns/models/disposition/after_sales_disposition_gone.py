from markupsafe import Markup

from odoo import models


class AfterSalesDisposition(models.Model):
    """What becomes of dispositions whose route or resolution goes with the addon that brought
    it: the ``ondelete`` of such a value is ``lambda parts: parts._leave_value(value)``."""

    _inherit = "after.sales.disposition"

    def _leave_value(self, gone):
        """Move these dispositions, in whatever state, to a route and a resolution that every
        database has, and say so on their returns. No goods move, no money: people see to that.

        Customers who get nothing else get their goods back. Goods that are ours go to the
        outlet: they are never taken for new by accident.

        :param str gone: the value of ``route`` or ``resolution``
        """
        parts = self.sudo()
        before = {part: part._gone_facts() for part in parts}
        leaving = parts.filtered(lambda part: part.route == gone)
        ours = leaving.filtered(lambda part: part._resolution_row().credits)
        ours._write_decided({"route": "outlet"})
        (leaving - ours)._write_decided({"route": "send_back"})
        parts.filtered(lambda part: part.resolution == gone)._write_decided({"resolution": "none"})
        parts.return_id.flush_recordset(["stage"])
        by_order = parts.grouped("return_id").items()
        bodies = {order.id: own._gone_note(before) for order, own in by_order}
        parts.return_id._message_log_batch(bodies)
        self._forget_gone_route(gone)

    def _forget_gone_route(self, gone):
        """A grade proposes no route that is gone."""
        grades = self.env["after.sales.grade"].sudo().with_context(active_test=False)
        grades.search([("route", "=", gone)]).route = False

    def _gone_facts(self):
        """:return: dict of the words for what a note has to tell"""
        return {
            name: dict(self._fields[name]._description_selection(self.env)).get(self[name])
            for name in ("route", "resolution")
        }

    def _gone_note(self, before):
        """:param before: dict disposition → what ``_gone_facts`` was"""
        items = Markup("").join(Markup("<li>%s</li>") % part._gone_item(before) for part in self)
        words = self.env._("An app was uninstalled, and with it what was decided here.")
        if any(part.state in ("draft", "decided") for part in self):
            words += " " + self.env._("No goods were moved: check where they are.")
        return Markup("<p>%s</p><ul>%s</ul>") % (words, items)

    def _gone_item(self, before):
        old, new = before[self], self._gone_facts()
        changed = [f"{old[name]} → {new[name]}" for name in old if old[name] != new[name]]
        states = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(quantity)g %(unit)s of %(product)s (%(state)s): %(changes)s",
            **self._names(),
            state=states[self.state],
            changes=", ".join(changed),
        )
