from odoo import fields, models
from odoo.fields import Command


class SaleOrderLine(models.Model):
    """Payments by gift card or eWallet: lines with a negative amount that lower no price."""

    _inherit = "sale.order.line"

    after_sales_card_id = fields.Many2one(
        "loyalty.card",
        string="Paid by Returned Credit",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
        help="On the order of an exchange: the gift card or eWallet that paid the returned goods "
        "and now pays these.",
    )

    def _is_after_sales_card(self):
        self.ensure_one()
        program = self.reward_id.program_id
        return bool(self.after_sales_card_id or program.is_payment_program) and self.price_total < 0

    def _after_sales_card(self):
        """:return: the ``loyalty.card`` that this line paid with"""
        return self.after_sales_card_id or self.coupon_id

    def _after_sales_gross_factor(self):
        """:return: what this line costs with its taxes, for one of its untaxed amount"""
        self.ensure_one()
        return self.price_total / self.price_subtotal if self.price_subtotal else 1.0

    def _after_sales_points_given_back(self):
        """Points of this payment that went back to a card with returned goods, as the posted
        credit notes say: by what was booked, for rounded on the whole invoice a line is booked
        with other cents than it shows. What was put on another eWallet as store credit, or paid
        out by a manager, is not among them."""
        self.ensure_one()
        invoiced = self._after_sales_posted_lines()
        paid = sum(invoiced.mapped("amount_currency"))
        notes = invoiced._after_sales_own_notes().filtered(
            lambda line: (
                line.parent_state == "posted"
                and line.after_sales_disposition_id._is_card_given_back()
            )
        )
        part = -sum(notes.mapped("amount_currency")) / paid if paid else 0.0
        return round(self.points_cost * part, 2)

    def _prepare_after_sales_spent_again_vals(self, amount, card):
        """:param amount: tax included, in the order's currency
        :param card: the ``loyalty.card`` that returned credit of this payment is on
        :return: dict for the ``sale.order.line`` by which the card of this payment pays an
            exchange"""
        self.ensure_one()
        part = amount / -self.price_total
        return {
            "product_id": self.product_id.id,
            "name": self.name,
            "product_uom_qty": 1.0,
            "price_unit": self.price_unit * self.product_uom_qty * part,
            "tax_ids": [Command.set(self.tax_ids.ids)],
            "points_cost": round(self.points_cost * part, 2),
            "after_sales_card_id": card.id,
        }
