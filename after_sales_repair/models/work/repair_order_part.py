from odoo import models
from odoo.tools import float_compare


class RepairOrder(models.Model):
    """Parts: there before the work is finished, and a cost once they are used."""

    _inherit = "repair.order"

    def _part_problems(self):
        """Parts that are not there. Odoo would drop them, or take stock below zero.

        A workshop lead may end with them: somebody put them in, so the stock is wrong.
        """
        self.ensure_one()
        if self.env.user.has_group("after_sales_repair.group_repair_lead") or self._is_odoos_own():
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s): %(quantity)g of %(part)s is missing in the stock of the "
                "workshop. Get it there, enter what was really used, or take the part off the "
                "list.",
                part=product.display_name,
                quantity=quantity,
                **self._names(),
            )
            for product, quantity in self._missing_parts().items()
        ]

    def _missing_parts(self):
        """:return: dict product → quantity that the work needs and the workshop has not, in the
        product's unit"""
        self.ensure_one()
        moves = self.sudo().move_ids.filtered(
            lambda move: move.repair_line_type == "add" and move.state not in ("done", "cancel")
        )
        missing = {}
        for product, own in moves.grouped("product_id").items():
            wanted = sum(own.mapped("product_qty"))
            used = sum(own.move_line_ids.mapped("quantity_product_uom"))
            short = wanted - used
            if product.is_storable:
                short = max(short, own._after_sales_shortage())
            rounding = product.uom_id.rounding
            if float_compare(short, 0.0, precision_rounding=rounding) > 0:
                missing[product] = short
        return missing

    def _sell_used_parts(self):
        """Have the customer pay the quantities that were used: Odoo sells those on the list.

        More than was accepted stops the end by its price.
        """
        for repair in self:
            parts = repair.move_ids.filtered(
                lambda move: move.sale_line_id and move.state not in ("done", "cancel")
            )
            # As Odoo ends a repair: without a tick all was used, else what is ticked.
            used = parts.filtered("picked") if any(repair.move_ids.mapped("picked")) else parts
            for line, own in used.grouped("sale_line_id").items():
                quantity = sum(
                    move.product_uom._compute_quantity(
                        move.quantity, line.product_uom_id, round=False
                    )
                    for move in own
                )
                if line.product_uom_id.compare(line.product_uom_qty, quantity):
                    line.product_uom_qty = quantity

    def _note_part_costs(self):
        """Have a cost for each part that was used."""
        parts = self.move_ids.filtered(
            lambda move: move.state == "done" and move._after_sales_part_value()
        )
        self.env["after.sales.cost"].create(
            [part._prepare_after_sales_part_cost_vals() for part in parts]
        )
