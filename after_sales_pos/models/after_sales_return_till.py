from odoo import models


class AfterSalesReturn(models.Model):
    """Returns at a till: the customer stands there and has the receipt."""

    _inherit = "after.sales.return"

    def _send_mail(self, step):
        """Nobody gets a mail of what he has just been handed; a walk-in customer has none."""
        walk_in = self.env.ref("after_sales_pos.partner_walk_in", raise_if_not_found=False)
        return super(
            AfterSalesReturn,
            self.filtered(lambda order: not order.pos_order_id and order.partner_id != walk_in),
        )._send_mail(step)

    def _conflict_user(self):
        """Who clears up what a till did: the responsible, the team's leader, else a manager of
        after-sales."""
        self.ensure_one()
        managers = self.env.ref("after_sales_returns.group_after_sales_manager").sudo().all_user_ids
        local = managers.filtered(
            lambda user: user._is_internal() and user.active and self.company_id in user.company_ids
        )
        return self.user_id or self.team_id.user_id or local[:1] or self.env.ref("base.user_admin")

    def _take_in_at_till(self, order, returned):
        """Have what was asked for before ready to be received at this till.

        :param order: the ``pos.order`` that pays it back
        """
        if not self:
            return
        warehouse = returned.till._after_sales_warehouse()
        requested = self.filtered(lambda one: one.state == "requested")
        elsewhere = self.filtered(lambda one: one.warehouse_id != warehouse)
        requested.write({"state": "approved"})
        elsewhere._bring_to(warehouse)
        self.write(order._prepare_till_link_vals(returned))
        self.sudo()._receive_wished(returned)

    def _receive_wished(self, returned):
        """Receive of the expected goods what the customer brought."""
        for wish in returned.wishes:
            if not returned.is_asked_for(wish):
                continue
            left = wish.quantity
            moves = wish.line.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
            for move in moves:
                taken = min(left, move.product_qty)
                if wish.lots:
                    move.lot_ids = wish.lots
                move.quantity = taken
                move.picked = bool(taken)
                left -= taken
        pickings = self.picking_ids.filtered(lambda one: one.state not in ("done", "cancel"))
        pickings._action_done()
