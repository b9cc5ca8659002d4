from odoo import models
from odoo.fields import Command


class RepairOrder(models.Model):
    """A right granted at the counter: the item that we sold comes back by a return order."""

    _inherit = "repair.order"

    def _new_return_problems(self, names):
        """:return: list of sentences that stand against a return order for the item"""
        sold = self.warranty_sale_line_id
        if not sold:
            return [
                self.env._(
                    "%(repair)s (%(item)s): no sale of it is known, so nothing can be exchanged or "
                    "refunded here. Make a return order without receipt, and give this repair up "
                    "as not repairable.",
                    **names,
                )
            ]
        buyer = sold.order_id.partner_id
        if buyer.commercial_partner_id == self.partner_id.commercial_partner_id:
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s): %(order)s was sold to %(buyer)s, not to %(customer)s. The "
                "right is the buyer's: correct the customer of the repair.",
                order=sold.order_id.name,
                buyer=buyer.display_name,
                customer=self.partner_id.display_name,
                **names,
            )
        ]

    def _grant_by_new_return(self, sentence, resolution):
        """Take the item back from its customer as what it was sold as, and settle it."""
        warehouse = self._here()
        told = self.with_context(lang=self.partner_id.lang)._right_sentence()
        self._give_to_return(sentence)
        order = self.env["after.sales.return"].create(
            self._prepare_right_return_vals(warehouse, resolution)
        )
        order.action_request()
        order.line_ids.write(
            {**self._prepare_right_verdict_vals(sentence), "verdict_customer": told or sentence}
        )
        order.action_approve()
        order._receive_at_once()
        parts = order.disposition_ids.filtered(lambda part: part.state == "draft")
        parts.write(
            {"route": "vendor", "resolution": resolution, "refund_percent": 100.0, "fee": 0.0}
        )
        parts.action_decide()
        self.after_sales_disposition_id = order.disposition_ids[:1]
        parts.filtered(lambda part: part.state == "decided")._settle_by_policy()

    def _give_to_return(self, sentence):
        """End the repair: in the books the item goes back to its customer, who returns it."""
        self.write({"outcome": "not_repairable", "outcome_reason": sentence})
        self.action_repair_cancel()
        for repair in self.filtered(lambda repair: repair._is_item_stored()):
            vals = repair._prepare_item_picking_vals(
                repair._customer_location(), repair.after_sales_store_id.out_type_id, True
            )
            for _command, _id, move_vals in vals["move_ids"]:
                # The item does not leave: no hand-back, and so none of what follows one.
                move_vals.pop("after_sales_item_repair_id")
            picking = self.env["stock.picking"]._create_after_sales_transfers([vals])
            picking._action_done()
            picking.move_ids.after_sales_item_repair_id = repair
        self._leave_to_return()

    def _prepare_right_return_vals(self, warehouse, resolution):
        """:return: dict for the ``after.sales.return`` of the item"""
        self.ensure_one()
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "warehouse_id": warehouse.id,
            "channel": "store",
            "transport": "store",
            "line_ids": [
                Command.create(
                    {
                        "sale_line_id": self.warranty_sale_line_id.id,
                        "product_id": self.product_id.id,
                        "product_uom_id": self.product_uom.id,
                        "quantity": self.product_qty,
                        "lot_ids": [Command.set(self.lot_id.ids)],
                        "reason_id": self._right_reason().id,
                        "resolution": resolution,
                        "description": self.fault_description,
                        "photo_ids": [Command.set(self.intake_photo_ids.ids)],
                    }
                )
            ],
        }

    def _right_reason(self):
        return self.env["after.sales.reason"].search([("category", "=", "quality")], limit=1)

    def _prepare_right_verdict_vals(self, sentence):
        """:return: dict for the return line: what the warranty terms say of it, where a return
        policy would only count the days"""
        self.ensure_one()
        return {
            "verdict": "eligible",
            "verdict_reason": sentence,
            "policy_id": False,
            "statutory_policy_id": False,
            "presumed_until": False,
            "deadline": self.warranty_until,
            "policy_refund_percent": 100.0,
            "policy_fee_percent": 0.0,
            "policy_fee_fixed": 0.0,
            "settle_at": "sorting",
            "return_payer": "company",
            "automatic": False,
        }
