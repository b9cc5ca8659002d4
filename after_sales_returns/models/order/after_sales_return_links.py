"""How many return orders stand behind a sale, a transfer, a credit note or a customer."""

from odoo import fields, models
from odoo.fields import Domain

from ...tools import only_one


class AfterSalesReturnLinkMixin(models.AbstractModel):
    """Counts the return orders of a document and opens them.

    A document says in ``_after_sales_return_domain()`` which return orders are its own.
    """

    _name = "after.sales.return.link.mixin"
    _description = "Documents with Return Orders"

    after_sales_return_count = fields.Integer(
        string="Number of Return Orders",
        compute="_compute_after_sales_return_count",
    )

    def _compute_after_sales_return_count(self):
        """One count per document, for only forms show it.

        Who may not read return orders at all sees no count, but the transfer must know that
        it brings returned goods.
        """
        returns = self.env["after.sales.return"]
        if not returns.has_access("read"):
            returns = returns.sudo()
        for record in self:
            record.after_sales_return_count = returns.search_count(
                record._origin._after_sales_return_domain()
            )

    def _after_sales_return_domain(self):
        """Return the domain of the return orders of these records."""
        return Domain.FALSE

    def action_view_after_sales_returns(self):
        return self.env["after.sales.return"]._action_view_documents(
            "after_sales_returns.after_sales_return_action", self._after_sales_return_domain()
        )


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "after.sales.return.link.mixin"]

    def _after_sales_return_domain(self):
        return Domain("line_ids.sale_line_id", "in", self.sudo().order_line.ids)


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "after.sales.return.link.mixin"]

    def _after_sales_return_domain(self):
        """Return orders of the goods delivered with these transfers, or that they bring."""
        return Domain("picking_ids", "in", self.ids) | Domain(
            "line_ids.sale_line_id", "in", self.sudo().move_ids.sale_line_id.ids
        )


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "after.sales.return.link.mixin"]

    def _after_sales_return_domain(self):
        """The return order of these credit notes, or those of the goods invoiced here."""
        return Domain("refund_ids", "in", self.ids) | Domain(
            "line_ids.sale_line_id", "in", self.sudo().invoice_line_ids.sale_line_ids.ids
        )


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "after.sales.return.link.mixin"]

    def _after_sales_return_domain(self):
        return Domain("partner_id", "child_of", self.ids)


class AfterSalesReturnLine(models.Model):
    _inherit = "after.sales.return.line"

    commercial_partner_id = fields.Many2one(related="partner_id.commercial_partner_id")

    def action_view_return(self):
        only_one(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": "after.sales.return",
            "res_id": self.return_id.id,
            "views": [(False, "form")],
        }
