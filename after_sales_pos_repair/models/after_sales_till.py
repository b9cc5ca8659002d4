from odoo import models
from odoo.fields import Command


class AfterSalesTill(models.AbstractModel):
    """What is handed in for repair: sold goods by a return order, so that their warranty is
    known; an item without a receipt as the customer's own."""

    _inherit = "after.sales.till"

    def _drop_off_repair(self, wishes, handover):
        """:return: dict wish → its ``repair.order`` records, one per unit"""
        own = [wish for wish in wishes if not wish.origin._has_sale]
        sold = [wish for wish in wishes if wish.origin._has_sale]
        return {**self._repair_sold(sold, handover), **self._repair_own(own, handover)}

    def _repair_sold(self, wishes, handover):
        lines = self._receive_dropped_off(wishes, handover)
        done = {}
        for wish, line in lines.items():
            parts = line.disposition_ids.filtered(
                lambda part, lots=wish.lots: (
                    part.state == "draft" and (not lots or part.lot_id in lots)
                )
            )
            parts.route = "repair"
            parts._check_decide()
            known = line.disposition_ids.repair_ids
            parts._do_decide()
            done[wish] = line.disposition_ids.repair_ids - known
        return done

    def _repair_own(self, wishes, handover):
        done = {}
        for wish in wishes:
            repairs = self.env["repair.order"].create(
                [
                    self._prepare_own_repair_vals(wish, handover, serial)
                    for serial in self._own_serials(wish)
                ]
            )
            repairs._action_repair_confirm()
            done[wish] = repairs
        return done

    def _own_serials(self, wish):
        """:return: list of what is read on each item, False where nothing is"""
        serials = list(wish.data["lots"])
        count = max(1, round(wish.quantity), len(serials))
        return [*serials, *[False] * (count - len(serials))]

    def _prepare_own_repair_vals(self, wish, handover, serial):
        """:return: dict for the ``repair.order`` of an item that the customer owns"""
        store = self.warehouse
        photos = handover.photos.get(wish.key)
        return {
            "after_sales_origin": "counter",
            "company_id": self.company.id,
            "partner_id": handover.partner.id,
            "after_sales_store_id": store.id,
            "picking_type_id": store._after_sales_workshop().repair_type_id.id,
            "user_id": False,
            "product_id": wish.product.id,
            "product_uom": wish.product.uom_id.id,
            "product_qty": 1.0,
            "item_serial": serial,
            "fault_description": wish.data["description"] or wish.reason.name,
            "intake_photo_ids": [Command.set(photos.ids)] if photos else [],
        }

    def _drop_off_repair_problems(self, wish, handover):
        """:return: list of sentences"""
        names = {"product": wish.product.display_name}
        problems = []
        walk_in = self.env["res.partner"]._after_sales_walk_in()
        customer = self._customer_of(wish, handover)
        if not customer or customer == walk_in:
            problems.append(
                self.env._(
                    "%(product)s: choose the customer who gets it back after the repair.", **names
                )
            )
        if wish.product.type != "consu":
            problems.append(self.env._("%(product)s: only goods are repaired. Remove it.", **names))
        return problems

    def _told_verdict(self, wish, verdict):
        """Whatever the policies give for an item that comes back, anybody may hand one in for
        repair: they do not refuse that."""
        told = super()._told_verdict(wish, verdict)
        if wish.resolution != "repair" or told["verdict"] == "eligible":
            return told
        return {
            "verdict": "eligible",
            "verdict_reason": self.env._("Taken in for repair; the warranty says who pays for it."),
            "deadline": False,
        }
