from odoo import api, models

from .repairs import REPAIRS

MODULE = "after_sales_repair_outside"


class AfterSalesDemo(models.AbstractModel):
    """Plays ``repairs.py``: what the demo's workshop cannot repair itself."""

    _inherit = "after.sales.demo"

    @api.model
    def _load_outside_story(self):
        self._load_chapter(
            "_play_outside_story",
            needs="after_sales_repair.demo_repair_draft",
            makes="after_sales_repair.demo_repair_watch_vendor",
        )

    @api.model
    def _play_outside_story(self):
        self._play_intake(REPAIRS)
        self._diagnose(REPAIRS)
        self._repair_outside(REPAIRS)
        self._repair_inside([row for row in REPAIRS if "started" in row])
        self._hand_back([row for row in REPAIRS if "back" in row])
        self._end_repairs(REPAIRS)

    @api.model
    def _repair_outside(self, rows):
        for row in rows:
            sent, back, price, words = row["outside"]
            repair = self._repair(row["key"])
            outside = self.env["after.sales.outside.repair"].create(
                {
                    "repair_id": repair.id,
                    "vendor_id": self.env.ref(f"{MODULE}.demo_vendor_watchmaker").id,
                    "product_id": self.env.ref(f"{MODULE}.demo_product_outside").id,
                    "price": price,
                    "date_expected": self._calendar_day(sent - 10),
                    "instructions": words,
                }
            )
            outside.action_send()
            moment = self._moment(sent, 15)
            outside.date_sent = moment
            self._date_back(
                outside.purchase_id, create_date=moment, date_order=moment, date_approve=moment
            )
            self._in_past(repair, moment)
            if back:
                outside.action_back()
                moment = self._moment(back, 11)
                outside.write({"date_back": moment, "result": words})
                self._in_past(repair, moment)
