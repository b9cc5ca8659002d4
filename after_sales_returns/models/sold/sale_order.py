from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class SaleOrder(models.Model):
    _inherit = "sale.order"

    after_sales_return_id = fields.Many2one(
        "after.sales.return",
        string="Exchange of Return",
        index="btree_not_null",
        copy=False,
        check_company=True,
        help="The return order whose goods this order replaces.",
    )

    def action_after_sales_return(self):
        """A draft return order of all that may still come back of these orders, opened."""
        return self._create_after_sales_return()

    def _create_after_sales_return(self, moves=None):
        """Create the draft and open it.

        :param moves: deliveries to limit it to; all of the orders' by default
        :raise UserError: orders of several customers or companies; nothing that may come back
        """
        self._check_one_customer()
        line_vals = self._prepare_after_sales_line_vals(moves)
        if not line_vals:
            raise UserError(
                self.env._(
                    "%(orders)s: nothing was delivered that may still come back. See the returns "
                    "of the order for what was claimed already.",
                    orders=", ".join(self.mapped("name")),
                )
            )
        order = self._open_after_sales_draft() or self.env["after.sales.return"].create(
            {
                "partner_id": self[:1].partner_id.id,
                "company_id": self.company_id.id,
                "line_ids": [Command.create(vals) for vals in line_vals],
            }
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_returns.after_sales_return_action"
        )
        return {**action, "views": [(False, "form")], "res_id": order.id}

    def _open_after_sales_draft(self):
        """The user's own draft for just these orders, so that a second press makes no second
        one."""
        drafts = self.env["after.sales.return"].search(
            [
                ("state", "=", "draft"),
                ("create_uid", "=", self.env.uid),
                ("line_ids.sale_line_id.order_id", "in", self.ids),
            ]
        )
        return drafts.filtered(lambda draft: draft.line_ids.sale_line_id.order_id == self)[:1]

    def _check_one_customer(self):
        names = ", ".join(self.mapped("name"))
        if len(self.company_id) > 1:
            raise UserError(
                self.env._(
                    "%(orders)s belong to several companies. Make one return order per company.",
                    orders=names,
                )
            )
        if len(self.partner_id.commercial_partner_id) > 1:
            raise UserError(
                self.env._(
                    "%(orders)s were sold to several customers. Make one return order per "
                    "customer.",
                    orders=names,
                )
            )

    def _prepare_after_sales_line_vals(self, moves=None):
        """:return: list of values, one per sold product that may still come back."""
        lines = moves.sale_line_id if moves else self.order_line
        products = self.env["product.product"]
        vals_list = []
        returnable = lines.sudo()._after_sales_returnable_quantities()
        for (line_id, product_id), quantity in returnable.items():
            line, product = lines.browse(line_id), products.browse(product_id)
            if moves:
                quantity = min(quantity, lines._after_sales_moved_quantity(moves, line, product))
            same = product == line.product_id
            uom = line._after_sales_exact_uom(quantity) if same else product.uom_id
            vals_list.append(
                {
                    "sale_line_id": line.id,
                    "product_id": product.id,
                    "product_uom_id": uom.id,
                    "quantity": product.uom_id._compute_quantity(quantity, uom, round=False),
                }
            )
        return vals_list
