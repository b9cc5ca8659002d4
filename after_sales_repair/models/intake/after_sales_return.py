from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse


class AfterSalesReturn(models.Model):
    _inherit = "after.sales.return"

    stage = fields.Selection(
        selection_add=[("in_repair", "In repair"), ("to_settle",)],
        ondelete={"in_repair": "set to_settle"},
    )
    repair_ids = fields.One2many("repair.order", "after_sales_return_id", string="Repairs")
    repair_count = fields.Integer(compute="_compute_repair_count")

    to_hand_in = fields.Boolean(
        compute="_compute_to_hand_in",
        help="The customer brings something to be repaired to a store.",
    )

    @api.depends("stage", "transport", "line_ids.resolution", "line_ids.quantity_received")
    def _compute_to_hand_in(self):
        for order in self:
            order.to_hand_in = order.transport == "store" and bool(order._lines_to_hand_in())

    @api.depends("repair_ids")
    def _compute_repair_count(self):
        for order in self:
            order.repair_count = len(order.sudo().repair_ids)

    @api.depends("repair_ids.date_handed_back", "disposition_ids.resolution")
    def _compute_stage(self):
        super()._compute_stage()

    def _open_stage(self):
        """What only waits for its repair is not for the clerk to settle."""
        stage = super()._open_stage()
        if stage != "to_settle":
            return stage
        waiting = self.disposition_ids.filtered(lambda disposition: disposition.state == "decided")
        in_repair = waiting.filtered(lambda disposition: disposition._is_in_repair())
        return "in_repair" if waiting and waiting == in_repair else stage

    def action_settle(self):
        """Settle what can be: repairs settle themselves when they are handed back."""
        dispositions = self.disposition_ids.filtered(
            lambda disposition: disposition.state == "decided" and not disposition._is_in_repair()
        )
        return dispositions.action_settle() if dispositions else super().action_settle()

    def action_view_repairs(self):
        return self._action_view_documents(
            "repair.action_repair_order_tree", [("after_sales_return_id", "in", self.ids)]
        )

    # At the counter ---------------------------------------------------------------------------

    def action_hand_in_for_repair(self):
        """The customer stands at the counter with approved goods that are to be repaired: have
        them received, sorted and on the repair shelf with one press."""
        self.env["after.sales.disposition"]._check_role(
            ("after_sales_returns.group_after_sales_store",)
        )
        self.check_access("write")
        self._check_hand_in()
        self.sudo()._do_hand_in()
        return self.action_view_repairs()

    def _check_hand_in(self):
        problems = []
        for order in self:
            names = {"return": order.name}
            if order.stage != "awaiting_goods" or not order._lines_to_hand_in():
                problems.append(
                    self.env._(
                        "%(return)s: nothing to be repaired is awaited. Approve the return, or "
                        "choose “Repair” as the wish of a line.",
                        **names,
                    )
                )
            problems += [
                self.env._(
                    "%(return)s, %(product)s: read the serial number off the item and enter it on "
                    "the line first.",
                    product=line.product_id.display_name,
                    **names,
                )
                for line in order._lines_to_hand_in()
                if line.product_id.tracking != "none" and not line.lot_ids
            ]
        refuse(problems)

    def _lines_to_hand_in(self):
        return self.line_ids.filtered(
            lambda line: line.resolution == "repair" and line._quantity_awaited() > 0
        )

    def _do_hand_in(self):
        lines = self._lines_to_hand_in()
        moves = lines.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        for move in moves.filtered(lambda move: move.has_tracking != "none" and not move.lot_ids):
            move.lot_ids = move.after_sales_line_id.lot_ids
        moves.picked = True
        moves._action_done()
        self._propose_dispositions()
        dispositions = lines.disposition_ids.filtered(
            lambda disposition: disposition.state == "draft"
        )
        dispositions.route = "repair"
        dispositions._check_decide()
        dispositions._do_decide()

    def _receive_at_once(self):
        """Receive what lies here already."""
        waiting = self.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
        waiting.move_ids.picked = True
        waiting._action_done()
