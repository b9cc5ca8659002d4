from odoo import api, models


class RepairOrder(models.Model):
    """Repairs made by Odoo's own Repair action on a transfer, or linked to one: the transfer
    tells where the item is and whose.

    What it delivered is with the customer, who hands it in. What it received lies where it was
    put away: it is brought from there to the repair shelf, so that nobody sells it. What a
    return order received is repaired by that return order alone.
    """

    _inherit = "repair.order"

    @api.model_create_multi
    def create(self, vals_list):
        repairs = super().create(vals_list)
        bought = repairs.filtered(lambda repair: repair._received_from("supplier"))
        bought.write({"after_sales_origin": "store", "partner_id": False})
        return repairs

    # What stands against it ---------------------------------------------------------------------

    def _transfer_problems(self):
        """:return: list of at most one sentence"""
        self.ensure_one()
        names = {**self._names(), "transfer": self.sudo().picking_id.name}
        order = self._received_by_transfer().after_sales_line_id.return_id
        if order:
            return [
                self.env._(
                    "%(repair)s (%(item)s): what %(transfer)s received is repaired by "
                    "%(return)s. Sort it there, and choose “Repair” for the goods.",
                    **{"return": ", ".join(order.mapped("name"))},
                    **names,
                )
            ]
        return self._claimed_problems(names)

    def _claimed_problems(self, names):
        """What a return order waits for, or has paid back, is not taken in beside it; who claims
        it at the same moment collides."""
        sold = self._delivered_by_transfer().sale_line_id
        if not sold:
            return []
        sold._collide_on_after_sales_claims()
        left = sold._after_sales_returnable_quantities()
        free = sum(quantity for key, quantity in left.items() if key[1] == self.product_id.id)
        if self.product_id.uom_id.compare(free, self._item_quantity()) >= 0:
            return []
        claims = sold.after_sales_line_ids.filtered("quantity_claimed").return_id
        return [
            self.env._(
                "%(repair)s (%(item)s): of what %(transfer)s delivered, %(free)g is left with the "
                "customer; %(others)s has the rest. Take it in there.",
                free=free,
                others=", ".join(claims.mapped("name")) or self.env._("another return or repair"),
                **names,
            )
        ]

    def _moved_on_problems(self):
        """What a transfer received must lie where it was put away.

        :return: list of sentences"""
        return [
            self.env._(
                "%(repair)s (%(item)s): it no longer lies in %(place)s, where %(transfer)s put "
                "it. Bring it back there, or take the transfer off the repair.",
                place=", ".join(
                    repair._received_by_transfer()._after_sales_places().mapped("display_name")
                ),
                transfer=repair.picking_id.name,
                **repair._names(),
            )
            for repair in self.sudo()
            if not repair._item_quant()
        ]
