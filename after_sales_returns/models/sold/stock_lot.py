from odoo import fields, models


class StockLot(models.Model):
    """The returns of a serial or lot, and the open one that claims it."""

    _inherit = "stock.lot"

    after_sales_line_id = fields.Many2one(
        "after.sales.return.line",
        string="Open Return",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The open return that claims this serial number. Written with each claim, so that "
        "two users who claim it at once collide on this row.",
    )

    def _after_sales_is_elsewhere(self):
        """Whether this serial number is known to lie somewhere, with us or with a customer."""
        self.ensure_one()
        return any(quant.quantity > 0 for quant in self.sudo().quant_ids)

    def _after_sales_holders(self):
        """What of ours has this serial number in hand, or waits for it: one document at a time.
        A return has it until it is decided where the goods go.

        :return: list of (record, the name by which people know it)
        """
        self.ensure_one()
        line = self.after_sales_line_id
        gone = line.disposition_ids.filtered(
            lambda part: part.lot_id == self and part.date_decided and part.state != "cancelled"
        )
        return [(line, line.return_id.name)] if line and not gone else []

    def action_view_after_sales_returns(self):
        return self.env["after.sales.return"]._action_view_documents(
            "after_sales_returns.after_sales_return_action", [("line_ids.lot_ids", "in", self.ids)]
        )
