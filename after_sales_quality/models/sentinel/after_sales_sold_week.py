from collections import Counter
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# How far back failures are looked for, and how late a transfer of a past week may still be done.
HORIZON_WEEKS = 156
LATE_WEEKS = 4
WEEK = timedelta(weeks=1)


class AfterSalesSoldWeek(models.Model):
    """What left for customers in a week, in the unit of the product: counted once from the
    transfers (those of tills among them), so that nobody reads them again.

    Of lots each has a row of its own; of serials only the production year is kept. What came back
    is not taken off: it has been in somebody's hands.
    """

    _name = "after.sales.sold.week"
    _description = "Sold in a Week"
    _order = "week desc, id desc"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    week = fields.Date(required=True, help="Its Monday.")
    product_id = fields.Many2one("product.product", required=True, ondelete="cascade", index=True)
    product_tmpl_id = fields.Many2one(
        related="product_id.product_tmpl_id", store=True, precompute=True, string="Style"
    )
    lot_id = fields.Many2one("stock.lot", ondelete="cascade", index="btree_not_null")
    production_year = fields.Integer(aggregator=None)
    quantity = fields.Float(digits="Product Unit")

    _unique = models.UniqueIndex(
        "(company_id, week, product_id, COALESCE(lot_id, 0), COALESCE(production_year, 0))",
        "What was sold in a week is counted once.",
    )
    _style_idx = models.Index("(product_tmpl_id, week)")

    # Counting ---------------------------------------------------------------------------------

    @api.model
    def _cron_count(self):
        """Count the weeks since the last one, and the last few again. Each is committed, and
        counting a week twice gives the same. A run whose time is over stops among those that were
        never counted, and the next goes on there; the few others are finished, or they would
        begin anew each time."""
        companies = self.env["res.company"].search([("active", "=", True)])
        weeks = [(company, week) for company in companies for week in self._weeks_due(company)]
        new = [one for one in weeks if not self._is_counted(*one)]
        again = [one for one in weeks if self._is_counted(*one)]
        IrCron = self.env["ir.cron"]
        IrCron._commit_progress(remaining=len(weeks))
        for company, week in new:
            self._count_week(company, week)
            company.after_sales_sold_until = week + WEEK
            if not IrCron._commit_progress(1):
                return
        for company, week in again:
            self._count_week(company, week)
            IrCron._commit_progress(1)
        self.env["after.sales.sentinel"]._learn(companies)

    @api.model
    def _is_counted(self, company, week):
        return bool(company.after_sales_sold_until and week < company.after_sales_sold_until)

    @api.model
    def _weeks_due(self, company):
        """:return: list of Mondays"""
        today = fields.Date.today()
        counted = company.after_sales_sold_until
        first = counted - LATE_WEEKS * WEEK if counted else self._first_week(company)
        first = max(first, today - HORIZON_WEEKS * WEEK)
        first -= timedelta(days=first.weekday())
        return [first + place * WEEK for place in range((today - first).days // 7 + 1)]

    @api.model
    def _first_week(self, company):
        """The day of the first transfer of the company; today, if there is none."""
        moves = self.env["stock.move"].sudo()
        first = moves.search(
            [("company_id", "=", company.id), ("state", "=", "done")], order="date, id", limit=1
        )
        return first.date.date() if first else fields.Date.today()

    @api.model
    def _count_week(self, company, week):
        """Write anew what left for customers in the week that begins on ``week`` (UTC)."""
        counted = Counter()
        for product, lot, quantity in self._left_for_customers(company, week):
            kept = lot.id if product.tracking == "lot" else False
            counted[product.id, kept, lot.after_sales_production_year] += quantity
        self.search([("company_id", "=", company.id), ("week", "=", week)]).unlink()
        self.create(
            [
                {
                    "company_id": company.id,
                    "week": week,
                    "product_id": product_id,
                    "lot_id": lot_id,
                    "production_year": year,
                    "quantity": quantity,
                }
                for (product_id, lot_id, year), quantity in counted.items()
            ]
        )

    @api.model
    def _left_for_customers(self, company, week):
        """Goods of ours that were done to a customer: not what customers own, and not what a
        return order gives back.

        :return: list of (product, lot or none, quantity in the unit of the product)
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT line.product_id, line.lot_id, SUM(line.quantity_product_uom)
                  FROM stock_move move
                  JOIN stock_move_line line ON line.move_id = move.id
                  JOIN stock_location source ON source.id = line.location_id
                  JOIN stock_location target ON target.id = line.location_dest_id
                 WHERE move.state = 'done' AND move.date >= %s AND move.date < %s
                   AND move.company_id = %s
                   AND target.usage = 'customer' AND source.usage <> 'customer'
                   AND line.owner_id IS NULL AND move.after_sales_disposition_id IS NULL
                 GROUP BY line.product_id, line.lot_id
                """,
                week,
                week + WEEK,
                company.id,
            )
        )
        rows = self.env.cr.fetchall()
        products = self.env["product.product"].browse([row[0] for row in rows])
        lots = self.env["stock.lot"].browse([row[1] for row in rows if row[1]])
        return [
            (
                products.browse(product_id).with_prefetch(products.ids),
                lots.browse(lot_id or ()).with_prefetch(lots.ids),
                quantity,
            )
            for product_id, lot_id, quantity in rows
        ]
