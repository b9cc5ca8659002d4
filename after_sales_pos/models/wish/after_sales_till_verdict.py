from odoo import models


class AfterSalesTill(models.AbstractModel):
    """What the policies say of what a customer brings to a till."""

    _inherit = "after.sales.till"

    def _item_verdicts(self, sale, items):
        """As for goods that the customer does not want any more, paid back.

        :return: dict key of the item → verdict values, see ``after.sales.policy._evaluate``
        """
        if sale._name == "after.sales.return":
            return {
                item["key"]: {
                    name: item["line"][name] for name in ("verdict", "verdict_reason", "deadline")
                }
                for item in items
            }
        reason = self.env["after.sales.reason"].search(
            [("category", "=", "change_of_mind")], limit=1
        )
        return self._evaluate_sold(
            sale.partner_id,
            {
                item["key"]: {
                    **self._prepare_sold_vals(item),
                    "quantity": item["left"] or item["sold"],
                    "reason_id": reason.id,
                    "resolution": "refund",
                }
                for item in items
            },
        )

    def _prepare_sold_vals(self, item):
        """What ``_evaluate_sold`` needs to know of an item of a sale."""
        names = {"pos.order.line": "pos_line_id", "sale.order.line": "sale_line_id"}
        line = item["line"]
        return {
            "product_id": item["product"].id,
            "product_uom_id": item["product"].uom_id.id,
            "price_paid_unit": item["net"],
            "currency_id": item["currency"].id,
            **({names[line._name]: line.id} if line._name in names else {}),
        }

    def _evaluate_sold(self, partner, vals_by_key):
        """Judge lines of a return that does not exist.

        :param partner: the customer, or nobody
        :param vals_by_key: dict key → values of an ``after.sales.return.line``
        :return: dict key → verdict values, see ``after.sales.policy._evaluate``
        """
        order = self.env["after.sales.return"].new(
            {
                "partner_id": (partner or self.env["res.partner"]._after_sales_walk_in()).id,
                "company_id": self.company.id,
                "channel": "store",
                "transport": "store",
                "warehouse_id": self.warehouse.id,
            }
        )
        lines = {
            key: self.env["after.sales.return.line"].new({**vals, "return_id": order.id})
            for key, vals in vals_by_key.items()
        }
        judged = self.env["after.sales.return.line"].union(*lines.values())
        verdicts = self.env["after.sales.policy"]._evaluate(judged)
        return {key: verdicts[line] for key, line in lines.items()}
