from odoo import models

from odoo.addons.after_sales_returns.tools import refuse


class AfterSalesReturnLine(models.Model):
    """What stands against a return of what a till sold, and its claim on the receipt."""

    _inherit = "after.sales.return.line"

    def _line_problems(self):
        problems = super()._line_problems()
        if self.pos_line_id:
            problems += self._pos_line_problems(self.pos_line_id.sudo())
        return problems

    def _pos_line_problems(self, pos_line):
        """:return: list of sentences"""
        names = {**self._names(), "receipt": self._sale_name()}
        problems = self._pos_owner_problems(pos_line, names)
        if self.sale_line_id:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: choose either the receipt or the sales order that "
                    "it was sold with, not both.",
                    **names,
                )
            )
        if self.product_id not in self._receipt_products(pos_line):
            problems.append(
                self.env._(
                    "%(return)s: %(product)s was never sold with receipt %(receipt)s. Choose the "
                    "product or the receipt that fits.",
                    **names,
                )
            )
        return problems

    def _pos_owner_problems(self, pos_line, names):
        """The receipt is the company's and the customer's; anybody may bring goods of a receipt
        without a customer."""
        buyer, customer = pos_line.order_id.partner_id, self.return_id.partner_id
        problems = []
        if pos_line.company_id != self.return_id.company_id:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: receipt %(receipt)s belongs to %(company)s, the "
                    "return to %(own_company)s. Make one return order per company.",
                    company=pos_line.company_id.name,
                    own_company=self.return_id.company_id.name,
                    **names,
                )
            )
        if buyer and buyer.commercial_partner_id != customer.commercial_partner_id:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: receipt %(receipt)s belongs to %(buyer)s, not to "
                    "%(customer)s. Choose a receipt of this customer, or change the customer of "
                    "the return.",
                    buyer=buyer.display_name,
                    customer=customer.display_name,
                    **names,
                )
            )
        return problems

    def _receipt_products(self, pos_line):
        """What comes back of ``pos_line``: its product, or the components of a kit."""
        components = pos_line._after_sales_kits().get(pos_line)
        return pos_line.product_id.union(*components) if components else pos_line.product_id

    # Claims -------------------------------------------------------------------------------

    def _claim(self):
        """Of the receipt, too; what the ticket itself holds does not stand in its way."""
        super()._claim()
        for ticket, lines in (
            self.filtered("pos_line_id").grouped(lambda line: line._ticket()).items()
        ):
            lines.pos_line_id.sudo()._check_after_sales_claims(ticket)
        self.filtered("pos_line_id")._check_lot_claims()

    def _claims_of_same_sale(self):
        if not self.pos_line_id:
            return super()._claims_of_same_sale()
        return self.pos_line_id.sudo().after_sales_line_ids.filtered(
            lambda line: line.product_id == self.product_id and line.quantity_claimed > 0
        )

    def _collide_on_sale(self):
        super()._collide_on_sale()
        if self.pos_line_id:
            self.pos_line_id.sudo()._collide_on_after_sales_claims()

    def _ticket(self):
        self.ensure_one()
        return self.return_id.sudo().pos_order_id.after_sales_ticket

    def _claim_lots(self):
        """A serial number that another till holds is taken."""
        super()._claim_lots()
        serials = self.lot_ids.filtered(lambda lot: lot.product_id.tracking == "serial")
        held = self.env["after.sales.reservation"].sudo()._live_on("lot_ids", serials)
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: serial number %(serial)s is taken: %(holder)s.",
                    serial=lot.name,
                    holder=", ".join(other._holder_names()),
                    **line._names(),
                )
                for line in self
                for lot in line.lot_ids & serials
                for other in held
                if lot.id in other.lot_ids.ids and other.ticket != line._ticket()
            ]
        )
