from odoo import models


class AfterSalesTransitBatch(models.Model):
    """The freight of a transit batch, spread over its repairs as a cost of each."""

    _inherit = "after.sales.transit.batch"

    _freight_not_negative = models.Constraint(
        "CHECK(freight_amount >= 0)", "The freight of a transit batch is zero or more: correct it."
    )

    def write(self, vals):
        """What is found out later of the freight is what the repairs cost."""
        result = super().write(vals)
        if "freight_amount" in vals:
            self.filtered("date_sent")._collect_freight()
        return result

    def _collect_freight(self):
        """Have the freight among the costs of the repairs that travel."""
        costs = self.env["after.sales.cost"].sudo()
        costs.search([("batch_id", "in", self.ids)]).unlink()
        vals_list = []
        for batch in self:
            vals_list += batch._prepare_freight_cost_vals()
        costs.create(vals_list)

    def _freight_payer(self):
        """Who bears the freight: the store beyond its limit, else the company."""
        self.ensure_one()
        return "store" if self.is_extra else "company"

    def _prepare_freight_cost_vals(self):
        """:return: list of dict for ``after.sales.cost``, one per repair; the last one takes the
        cents that do not divide"""
        self.ensure_one()
        currency, repairs = self.currency_id, self.line_ids.repair_id
        if currency.is_zero(self.freight_amount) or not repairs:
            return []
        share = currency.round(self.freight_amount / len(repairs))
        shares = [share] * (len(repairs) - 1)
        shares.append(currency.round(self.freight_amount - sum(shares)))
        return [
            {
                "repair_id": repair.id,
                "company_id": self.company_id.id,
                "kind": "freight",
                "name": self.env._(
                    "Freight of %(batch)s, %(sender)s to %(receiver)s", **self._names()
                ),
                "date": self.date_sent,
                "quantity": 1.0,
                "unit_cost": amount,
                "amount": amount,
                "payer": self._freight_payer(),
                "warehouse_id": self.store_id.id,
                "batch_id": self.id,
            }
            for repair, amount in zip(repairs, shares, strict=True)
        ]
