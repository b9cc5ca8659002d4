from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

MODULE = "after_sales_quality"
# A sneaker whose sole comes off: (store, days ago, units, words).
BAD_SHOE = [
    ("flagship", 19, 2, "The sole comes off at the toe, both after two weeks."),
    ("mall", 11, 1, "Sole open on the left shoe."),
    ("outlet", 6, 2, "Two pairs, soles open."),
    ("flagship", 2, 2, "Again the soles."),
]
SOLD_A_WEEK = 20
WEEKS = 30


class AfterSalesDemo(models.AbstractModel):
    """One bad shoe in three stores, seen by the sentinel."""

    _inherit = "after.sales.demo"

    @api.model
    def _load_sentinel_story(self):
        self._load_chapter(
            "_play_sentinel_story",
            needs="after_sales_inspection.defect_shoe_sole_open",
            makes=f"{MODULE}.demo_sentinel_sole",
        )

    @api.model
    def _play_sentinel_story(self):
        shoe = self._ref("demo_product_snk")
        defect = self.env.ref("after_sales_inspection.defect_shoe_sole_open")
        self._sell_for_weeks(shoe.product_variant_ids[:3])
        for number, row in enumerate(BAD_SHOE, 1):
            self._bring_back(
                f"demo_return_sole_{number}", shoe.product_variant_ids[:1], defect, *row
            )
        events = self.env["after.sales.sentinel.event"]
        events.search([("date_counted", "=", False)])._count()
        sentinel = self.env["after.sales.sentinel"].search(
            [
                ("kind", "=", "style"),
                ("product_tmpl_id", "=", shoe.id),
                ("defect_id", "=", defect.id),
            ]
        )
        self._name_own({"demo_sentinel_sole": sentinel}, MODULE)

    @api.model
    def _sell_for_weeks(self, products):
        """As if the stores had sold so many a week: the documents of half a year are left out."""
        monday = fields.Date.today() - timedelta(days=fields.Date.today().weekday())
        self.env["after.sales.sold.week"].create(
            [
                {
                    "company_id": self.env.company.id,
                    "week": monday - timedelta(weeks=place),
                    "product_id": product.id,
                    "quantity": SOLD_A_WEEK,
                }
                for place in range(5, 5 + WEEKS)
                for product in products
            ]
        )
        self.env.company.after_sales_sold_until = monday
        self.env["after.sales.sentinel"]._learn_company(self.env.company)

    @api.model
    def _bring_back(self, name, product, defect, store, days_ago, units, words):
        """A customer shows it at a counter; the return order is still to be decided."""
        order = self.env["after.sales.return"].create(
            {
                "partner_id": self._customer("emma").id,
                "warehouse_id": self._warehouse(store).id,
                "channel": "store",
                "line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "quantity": units,
                            "reason_id": self._ref("reason_quality").id,
                            "description": words,
                            "defect_id": defect.id,
                        }
                    )
                ],
            }
        )
        self._name_own({name: order}, MODULE)
        event = self.env["after.sales.sentinel.event"].search(
            [("res_model", "=", order.line_ids._name), ("res_id", "in", order.line_ids.ids)]
        )
        self._date_back(order, create_date=self._moment(days_ago))
        event.date = self._moment(days_ago)
