from odoo import models

from odoo.addons.after_sales_returns.tools import refuse


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    def button_confirm(self):
        self._check_after_sales_stopped()
        return super().button_confirm()

    def button_approve(self, force=False):
        self._check_after_sales_stopped()
        return super().button_approve(force=force)

    def _check_after_sales_stopped(self):
        """:raise UserError: a sentence for each product that is bought no more of its supplier"""
        stopped = (
            self.env["after.sales.sampling.switching"]
            .sudo()
            .search(
                [
                    ("inspection", "=", "stopped"),
                    ("partner_id", "in", self.partner_id.commercial_partner_id.ids),
                    ("product_id", "in", self.order_line.product_id.ids),
                ]
            )
        )
        refuse(
            [
                self.env._(
                    "%(order)s: %(product)s is bought no more from %(supplier)s, five lots were "
                    "refused under tightened inspection. Take it off the order, or have a quality "
                    "lead lift the stop.",
                    order=order.name,
                    product=row.product_id.display_name,
                    supplier=row.partner_id.display_name,
                )
                for order in self
                for row in stopped
                if row.company_id == order.company_id
                and row.partner_id == order.partner_id.commercial_partner_id
                and row.product_id in order.order_line.product_id
            ]
        )
