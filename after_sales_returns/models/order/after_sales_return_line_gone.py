from markupsafe import Markup

from odoo import models


class AfterSalesReturnLine(models.Model):
    """What becomes of wishes whose resolution goes with the addon that brought it: the
    ``ondelete`` of such a value is ``lambda lines: lines._leave_value(value)``."""

    _inherit = "after.sales.return.line"

    def _leave_value(self, gone):
        """Nobody knows what these customers want instead: they get nothing unasked, and their
        returns say so. No policy grants and no reason proposes what is gone.

        :param str gone: the value of ``resolution``
        """
        lines = self.sudo()
        label = dict(self._fields["resolution"]._description_selection(self.env)).get(gone)
        lines._write_wish("none")
        by_order = lines.grouped("return_id").items()
        bodies = {order.id: own._gone_wish_note(label) for order, own in by_order}
        lines.return_id._message_log_batch(bodies)
        self.env["after.sales.policy.window"].sudo().search([("resolution", "=", gone)]).unlink()
        reasons = self.env["after.sales.reason"].sudo().with_context(active_test=False)
        reasons.search([("resolution", "=", gone)]).resolution = False

    def _gone_wish_note(self, label):
        words = self.env._(
            "An app was uninstalled, and with it “%(wish)s”, which the customer wanted for "
            "%(products)s.",
            wish=label,
            products=", ".join(self.product_id.mapped("display_name")),
        )
        if self.return_id.state in ("draft", "requested", "approved"):
            words += " " + self.env._("Ask what it shall be instead.")
        return Markup("<p>%s</p>") % words
