from odoo import models

UNDONE = ("unrepaired", "not_repairable")
PAID = ("paid", "in_payment", "reversed")


class RepairOrder(models.Model):
    """What the customer pays is invoiced when the item is handed back, or before if it is to be
    paid first."""

    _inherit = "repair.order"

    def _paid_orders(self):
        """The confirmed orders that the customer pays: what was accepted, the inspection, and
        keeping the item."""
        accepted = self.filtered(lambda repair: repair.quote_state == "accepted").sale_order_id
        orders = accepted | self.inspection_order_id
        owed = orders.filtered(
            lambda order: order.invoice_ids or not order.currency_id.is_zero(order.amount_total)
        )
        return (owed | self.storage_order_id).filtered(lambda order: order.state == "sale")

    def _amount_to_pay(self):
        """What is open, with taxes, in the currency of the quotation."""
        self.ensure_one()
        orders = self.sudo()._paid_orders()
        invoices = orders.invoice_ids.filtered(lambda move: move.state == "posted")
        return sum(invoices.mapped("amount_residual")) + sum(orders.mapped("amount_to_invoice"))

    def _deliver_labour(self):
        """Count the labour of the orders as delivered."""
        for order in self._paid_orders():
            for line in order.order_line:
                if line.qty_delivered_method == "manual" and not line.is_downpayment:
                    line.qty_delivered = line.product_uom_qty

    def _invoice_first(self):
        """Invoice what is to be paid before the item leaves."""
        self.filtered(lambda repair: repair.company_id.after_sales_pay_first)._invoice()

    def _invoice(self):
        """Invoice what is open, one invoice per order, where the company wants it; what was paid
        for work that was not done is credited."""
        self._drop_work_not_done()
        invoiced = self.filtered(
            lambda repair: repair.company_id.after_sales_repair_invoicing == "hand_back"
        )
        orders = invoiced._paid_orders().filtered(
            lambda order: order.invoice_status == "to invoice"
        )
        for company, own in orders.grouped("company_id").items():
            own.with_company(company)._create_invoices(grouped=True, final=True).action_post()

    def _drop_work_not_done(self):
        given_up = self.filtered(lambda repair: repair.outcome in UNDONE)
        lines = given_up._paid_orders().order_line.filtered(
            lambda line: line.product_id and not line.is_downpayment and not line.qty_delivered
        )
        if lines:
            lines.product_uom_qty = 0.0

    def _leave_to_return(self):
        super()._leave_to_return()
        self.sudo()._invoice()

    def _payment_problems(self):
        """:return: list of sentences that stand against handing back what is not paid"""
        self.ensure_one()
        if not self.company_id.after_sales_pay_first:
            return []
        orders = self._paid_orders()
        unpaid = orders.invoice_ids.filtered(
            lambda move: (
                move.state == "posted"
                and move.move_type == "out_invoice"
                and move.payment_state not in PAID
            )
        )
        problems = [
            self.env._(
                "%(repair)s (%(item)s): invoice %(invoice)s is not paid, %(amount)s are open. Take "
                "the payment first.",
                invoice=move.name,
                amount=move.currency_id.format(move.amount_residual),
                **self._names(),
            )
            for move in unpaid
        ]
        return problems + [
            self.env._(
                "%(repair)s (%(item)s): %(order)s is not invoiced. Invoice it and take the payment "
                "first.",
                order=order.name,
                **self._names(),
            )
            for order in orders
            if order.invoice_status == "to invoice"
        ]
