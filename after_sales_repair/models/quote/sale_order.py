from odoo import fields, models


class SaleOrder(models.Model):
    """The quotation of a repair: the repair follows what becomes of it, and the customer
    answers it once and in time."""

    _inherit = "sale.order"

    after_sales_repair_id = fields.Many2one(
        "repair.order",
        string="Quotation Of Repair",
        index="btree_not_null",
        copy=False,
        readonly=True,
        help="Also of quotations that a newer one replaced.",
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "sent":
            self.sudo().repair_order_ids._on_quotation_sent()
        return result

    def _action_confirm(self):
        result = super()._action_confirm()
        self.sudo().repair_order_ids._on_quotation_confirmed()
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        self.sudo().repair_order_ids._on_quotation_cancelled()
        return result

    def _confirmation_error_message(self):
        return self._after_sales_answer_problem() or super()._confirmation_error_message()

    def _after_sales_fee_sentence(self):
        """:return: what declining this quotation of a repair costs; empty if nothing, or if it
        cannot be declined"""
        self.ensure_one()
        repair = self.sudo().after_sales_repair_id
        if not repair or self._after_sales_answer_problem(declining=True):
            return ""
        return repair._inspection_sentence()

    def _after_sales_is_declinable(self):
        """Whether the customer can decline although Odoo's page offers it no more: no is no,
        also after the day until which a yes would have been taken."""
        self.ensure_one()
        repair = self.sudo().after_sales_repair_id
        late = repair and self.state in ("draft", "sent") and self.is_expired
        return bool(late) and not self._after_sales_answer_problem(declining=True)

    def _after_sales_answer_problem(self, declining=False):
        """:return: the sentence that stands against accepting or declining this quotation of a
        repair; False if none, or if it is no repair's"""
        self.ensure_one()
        return self.sudo().after_sales_repair_id._answer_problem(self, declining)
