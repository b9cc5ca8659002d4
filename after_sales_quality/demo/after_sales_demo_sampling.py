from odoo import api, models
from odoo.fields import Command

MODULE = "after_sales_quality"
SOLE = "after_sales_inspection.defect_shoe_sole_open"
# (name, product code, units bought, days ago, price, conforming units, with an open sole).
BOUGHT = [
    ("accepted", "RUN-WHITE-43", 40, 24, 44.0, 13, 0),
    ("sorted", "SNK-WHITE-39", 60, 16, 21.0, 7, 1),
    ("waiting", "BOOT-BROWN-42", 40, 1, 68.0, 6, 0),
]
SORTED_OUT = 9


class AfterSalesDemoSampling(models.AbstractModel):
    """Shoes that were bought: a lot that was accepted, one that was refused and sorted, one whose
    sample somebody has begun."""

    _inherit = "after.sales.demo"

    @api.model
    def _load_sampling_story(self):
        self._load_chapter(
            "_play_sampling_story",
            needs=SOLE,
            makes=f"{MODULE}.demo_sampling_lot_waiting",
        )

    @api.model
    def _play_sampling_story(self):
        plan = self.env["after.sales.sampling.plan"].create(
            {
                "name": "Shoes, level II",
                "partner_ids": self._ref("demo_supplier_shoes").ids,
                "checklist_id": self._create_receipt_checklist().id,
            }
        )
        self._name_own({"demo_sampling_plan": plan}, MODULE)
        for row in BOUGHT:
            self._buy_lot(*row)
        lot = self.env.ref(f"{MODULE}.demo_sampling_lot_sorted")
        lot._sort(SORTED_OUT, self.env["stock.lot"], 45.0)

    @api.model
    def _create_receipt_checklist(self):
        checklist = self.env["after.sales.checklist"].create(
            {
                "name": "Shoes from suppliers",
                "occasion": "purchase_receipt",
                "categ_ids": self._ref("demo_product_boot").categ_id.ids,
                "item_ids": [
                    Command.create(
                        {
                            "name": "Sole",
                            "severity": "critical",
                            "defect_id": self.env.ref(SOLE).id,
                            "how": "Firm all around; no gap that a sheet of paper fits in.",
                        }
                    )
                ],
            }
        )
        checklist.action_use()
        return checklist

    @api.model
    def _buy_lot(self, name, code, units, days_ago, price, good, bad):
        """Buy, receive and count a lot, and date it back."""
        order = self.env["purchase.order"].create(
            {
                "partner_id": self._ref("demo_supplier_shoes").id,
                "picking_type_id": self._warehouse("web").in_type_id.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self._product(code).id,
                            "product_qty": units,
                            "price_unit": price,
                        }
                    )
                ],
            }
        )
        order.button_confirm()
        order.picking_ids.move_ids.picked = True
        order.picking_ids.button_validate()
        lot = order.picking_ids.after_sales_sampling_lot_ids
        defects = self.env.ref(SOLE)
        for number in range(good + bad):
            lot.count_unit(f"demo-{number}", defect_ids=defects.ids if number >= good else ())
        self._name_own({f"demo_sampling_lot_{name}": lot}, MODULE)
        moment = self._moment(days_ago, 10)
        order.date_approve = order.picking_ids.date_done = moment
        self._date_back(lot, create_date=moment)
        if lot.date_decided:
            lot.date_decided = moment
