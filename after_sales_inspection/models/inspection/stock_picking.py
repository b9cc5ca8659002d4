from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.after_sales_returns.tools import refuse

OCCASION = "before_dispatch"


class StockPicking(models.Model):
    """Goods that must be inspected leave for a customer once they are."""

    _inherit = "stock.picking"

    after_sales_inspection_ids = fields.One2many(
        "after.sales.inspection",
        "picking_id",
        string="Inspections",
        groups="after_sales_inspection.group_inspector",
    )

    def button_validate(self):
        self._after_sales_check_inspected()
        return super().button_validate()

    def _after_sales_check_inspected(self):
        """:raise UserError: a sentence for each product that waits for an inspection"""
        if OCCASION in self.env["after.sales.checklist"]._required_occasions():
            refuse(
                [self._after_sales_waiting_sentence(*one) for one in self._after_sales_waiting()]
            )

    def _after_sales_waiting(self):
        """What may not leave yet.

        :return: list of (transfer, product, lot, checklist, the inspection that failed or none)
        """
        found = self._after_sales_latest_inspections()
        no_lot, waiting = self.env["stock.lot"], []
        for picking in self:
            goods = picking._after_sales_leaving()
            required = self.env["after.sales.checklist"]._required_for(
                self.env["product.product"].union(*(product for product, _lot in goods)),
                OCCASION,
                picking.company_id,
            )
            for product, lot in goods:
                # One of the product without a lot is of all that leaves of it.
                last = found.get((picking, product, lot)) or found.get((picking, product, no_lot))
                if product in required and not (last and last.result == "pass"):
                    none = self.env["after.sales.inspection"]
                    waiting.append((picking, product, lot, required[product], last or none))
        return waiting

    def _after_sales_leaving(self):
        """:return: list of (product, lot or none) that leave for a customer with this transfer"""
        self.ensure_one()
        if self.location_dest_id.usage != "customer":
            return []
        moves = self.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and move.quantity
        )
        lines = (moves.filtered("picked") or moves).move_line_ids.filtered("quantity")
        return list(dict.fromkeys((line.product_id, line.lot_id) for line in lines))

    def _after_sales_latest_inspections(self):
        """:return: dict (transfer, product, lot or none) → the last inspection that is done"""
        done = (
            self.env["after.sales.inspection"]
            .sudo()
            .search(
                [
                    ("picking_id", "in", self.ids),
                    ("occasion", "=", OCCASION),
                    ("state", "=", "done"),
                ],
                order="id",
            )
        )
        return {(one.picking_id, one.product_id, one.lot_id): one for one in done}

    def _after_sales_waiting_sentence(self, picking, product, lot, checklist, failed):
        names = {
            "transfer": picking.name,
            "product": f"{product.display_name} {lot.name or ''}".strip(),
            "checklist": checklist.display_name,
        }
        if failed:
            return self.env._(
                "%(transfer)s, %(product)s: it failed “%(checklist)s” (%(inspection)s) and does "
                "not leave for a customer. Take it off the transfer, or mend it, press Inspect, "
                "and inspect it again.",
                inspection=failed.name,
                **names,
            )
        return self.env._(
            "%(transfer)s, %(product)s: “%(checklist)s” is to be filled in before it leaves for a "
            "customer. Press Inspect on the transfer, and finish the inspection.",
            **names,
        )

    # Buttons ----------------------------------------------------------------------------------

    def action_after_sales_inspect(self):
        """The inspections of these transfers that are not over; what waits and has none gets one.

        :return: action that opens them
        """
        self.check_access("read")
        inspections = self.env["after.sales.inspection"]
        waiting = inspections.search(
            [("picking_id", "in", self.ids), ("state", "in", ("to_do", "in_progress"))]
        )
        under_way = {(one.picking_id, one.product_id, one.lot_id) for one in waiting}
        waiting |= inspections.create(
            [
                {
                    "picking_id": picking.id,
                    "product_id": product.id,
                    "lot_id": lot.id,
                    "occasion": OCCASION,
                }
                for picking, product, lot, _checklist, _failed in self._after_sales_waiting()
                if (picking, product, lot) not in under_way
            ]
        )
        return (waiting or self._after_sales_inspections_over())._get_records_action(
            name=self.env._("Inspections")
        )

    def _after_sales_inspections_over(self):
        """:return: the inspections of these transfers
        :raise UserError: if there is nothing to be inspected
        """
        over = self.env["after.sales.inspection"].search([("picking_id", "in", self.ids)])
        if not over:
            raise UserError(
                self.env._(
                    "%(transfers)s: no checklist is required for what leaves. Create an "
                    "inspection by hand if you want one.",
                    transfers=", ".join(self.mapped("name")),
                )
            )
        return over
