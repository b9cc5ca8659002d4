from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# The past ends before what goes on now: a style going bad must not make itself usual.
PAST_DAYS = 56
# So many units count as having failed at the company's usual rate: few sales say little.
USUAL_UNITS = 1000


class AfterSalesSentinelRate(models.Model):
    """How often units of a product category had a defect: what a style is compared with."""

    _name = "after.sales.sentinel.rate"
    _description = "Past Rate of a Defect"
    _order = "categ_id, defect_id"
    _rec_name = "categ_id"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", readonly=True)
    categ_id = fields.Many2one(
        "product.category", ondelete="cascade", string="Category", readonly=True, index=True
    )
    defect_id = fields.Many2one(
        "after.sales.defect", required=True, ondelete="cascade", index=True, readonly=True
    )
    units_exposed = fields.Float(string="Old Enough", readonly=True, digits=(16, 1))
    units_failed = fields.Float(string="Failed", readonly=True, digits=(16, 1))
    rate = fields.Float(
        string="Rate per Unit",
        readonly=True,
        digits=(16, 8),
        aggregator=None,
        help="Of the past, which ended eight weeks ago; a thousand units at the usual rate are "
        "added, so that few sales say little.",
    )

    _unique = models.UniqueIndex(
        "(company_id, COALESCE(categ_id, 0), defect_id)", "A category has one rate of each defect."
    )

    @api.model
    def _learn(self, company):
        """Take the rates of ``company`` anew from what failed and what was sold."""
        terms = company._after_sales_sentinel_terms()
        end = fields.Datetime.now() - timedelta(days=PAST_DAYS)
        exposed = self._exposed(company, end.date(), terms.mean_days)
        known = {
            (rate.categ_id.id, rate.defect_id.id): rate
            for rate in self.search([("company_id", "=", company.id)])
        }
        vals_list = []
        for (categ_id, defect_id), failed in self._failed(company, end).items():
            units = exposed.get(categ_id, 0.0)
            rate = (failed + terms.usual_rate * USUAL_UNITS) / (units + USUAL_UNITS)
            vals = {"units_exposed": units, "units_failed": failed, "rate": rate}
            if (categ_id, defect_id) in known:
                known[categ_id, defect_id].write(vals)
            else:
                vals_list.append(
                    {
                        "company_id": company.id,
                        "categ_id": categ_id,
                        "defect_id": defect_id,
                        **vals,
                    }
                )
        self.create(vals_list)

    @api.model
    def _merge_defects(self, defects, target):
        """Take the rates anew where ``defects`` had some."""
        gone = self.search([("defect_id", "in", defects.ids)])
        companies = gone.company_id
        gone.unlink()
        for company in companies:
            self._learn(company)

    @api.model
    def _failed(self, company, end):
        """:return: dict (id of a category, id of a defect) → units that failed until ``end``"""
        groups = self.env["after.sales.sentinel.event"]._read_group(
            [("company_id", "=", company.id), ("date", "<", end)],
            ["product_id", "defect_id"],
            ["quantity:sum"],
        )
        failed = {}
        for product, defect, quantity in groups:
            key = product.categ_id.id, defect.id
            failed[key] = failed.get(key, 0.0) + quantity
        return failed

    @api.model
    def _exposed(self, company, end, mean_days):
        """As ``cusum.exposed_units``, in the database: three years of all that is sold.

        :return: dict id of a category → units sold and old enough to have failed at ``end``
        """
        self.env["after.sales.sold.week"].flush_model()
        self.env["product.template"].flush_model(["categ_id"])
        self.env.cr.execute(
            SQL(
                """
                SELECT style.categ_id,
                       SUM(sold.quantity * (1 - EXP((sold.week - %s + 3.5) / %s)))
                  FROM after_sales_sold_week sold
                  JOIN product_template style ON style.id = sold.product_tmpl_id
                 WHERE sold.company_id = %s AND sold.week < %s
                 GROUP BY style.categ_id
                """,
                end,
                mean_days,
                company.id,
                end - timedelta(days=4),
            )
        )
        return {categ_id or False: units for categ_id, units in self.env.cr.fetchall()}

    @api.model
    def _by_category(self, company, defects):
        """:return: dict (id of a category, id of a defect) → rate, of these defects"""
        found = self.search([("company_id", "=", company.id), ("defect_id", "in", defects.ids)])
        return {(rate.categ_id.id, rate.defect_id.id): rate.rate for rate in found}
