from odoo import models
from odoo.fields import Command

from ...tools import refuse


class SaleOrder(models.Model):
    """Orders that were paid before they were invoiced: the usual order of a web shop.

    Their money stands in the books as the customer's, and says of no goods that they are paid.
    When some of them come back the order is invoiced as it was delivered, and what came back is
    credited: the payment is set against the invoice, and what it is too much shows on the
    credit note, to be paid out, put on an eWallet or set against an exchange like any other.
    """

    _inherit = "sale.order"

    def _after_sales_paid_ahead(self):
        """:return: the orders of which the customer paid something ahead of the goods' invoice"""
        self._check_after_sales_captured()
        return self.filtered(lambda order: order._after_sales_is_paid_ahead())

    def _after_sales_is_paid_ahead(self):
        """Whether it was paid by a payment provider, or on the invoice of a down payment."""
        self.ensure_one()
        done = any(payment.state == "done" for payment in self.transaction_ids)
        return done or any(line.is_downpayment and line.qty_invoiced for line in self.order_line)

    def _after_sales_invoice_paid(self):
        """Post an invoice for each order, of all that may be invoiced of it, as if nothing had
        come back; what was paid is set against it.

        :return: the ``account.move``
        """
        # Odoo books a payment by a job, which may still have to run.
        self.transaction_ids.filtered(
            lambda payment: payment.state == "done" and not payment.is_post_processed
        )._post_process()
        self._check_after_sales_booked()
        vals_list = [order._prepare_after_sales_paid_invoice_vals() for order in self]
        invoices = self.env["account.move"].create(vals_list)
        self._check_after_sales_down_payments(invoices)
        return invoices._post(soft=False)

    def _after_sales_payments(self):
        """:return: the ``account.payment`` by which the customers paid these orders; an amount
        that was captured in parts is paid by the parts"""
        paid = self.transaction_ids | self.transaction_ids.child_transaction_ids
        return paid.filtered(lambda one: one.operation != "refund").payment_id

    def _prepare_after_sales_paid_invoice_vals(self):
        """:return: dict for ``account.move``"""
        self.ensure_one()
        lines = [
            line._prepare_invoice_line(**optional)
            for line, optional in self._after_sales_lines_to_invoice()
        ]
        return {
            **self._prepare_invoice(),
            "invoice_line_ids": [Command.create(vals) for vals in lines],
        }

    def _after_sales_lines_to_invoice(self):
        """What may be invoiced: of goods that come back as if they had not, and of down
        payments their deduction, as Odoo's last invoice of an order has it.

        :return: list of (``sale.order.line``, what differs from its own invoice line)
        """
        result = []
        reverse = self.env["account.tax"]._reverse_quantity_base_line_extra_tax_data
        for line in self.order_line.filtered(lambda line: not line.display_type):
            quantity = max(line._after_sales_qty_uninvoiced(), line.qty_to_invoice)
            if line.is_downpayment and line.qty_to_invoice:
                data = {"quantity": -1.0, "extra_tax_data": reverse(line.extra_tax_data)}
                result.append((line, data))
            elif not line.is_downpayment and quantity > 0:
                result.append((line, {"quantity": quantity}))
        return result

    # Refusals -----------------------------------------------------------------------------

    def _check_after_sales_captured(self):
        """Money that is only reserved is not ours to give back, and may still be taken."""
        refuse(
            [
                self.env._(
                    "%(order)s: the payment %(payment)s is authorized and not captured. Capture "
                    "it, or void it, then settle again.",
                    order=order.name,
                    payment=payment.reference,
                )
                for order in self
                for payment in order.transaction_ids
                if payment.state == "authorized"
            ]
        )

    def _check_after_sales_booked(self):
        """Without a payment in the books the invoice would stay open, and the credit note be
        set against it: the customer's money would be forgotten."""
        problems = []
        for order in self:
            done = order.transaction_ids.filtered(lambda one: one.state == "done")
            if done and not order._after_sales_payments().move_id:
                problems.append(
                    self.env._(
                        "%(order)s was paid by %(payments)s, but the books hold no payment of it. "
                        "Invoice the order and register the payment, then settle again.",
                        order=order.name,
                        payments=", ".join(done.mapped("reference")),
                    )
                )
        refuse(problems)

    def _check_after_sales_down_payments(self, invoices):
        refuse(
            [
                self.env._(
                    "%(order)s: more was paid down than was delivered. Invoice the order by hand, "
                    "then settle again.",
                    order=invoice.invoice_origin,
                )
                for invoice in invoices
                if invoice.currency_id.compare_amounts(invoice.amount_total, 0.0) < 0
            ]
        )
