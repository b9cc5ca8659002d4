from odoo import fields, models
from odoo.fields import Command

from ...tools import refuse


class AfterSalesReturn(models.Model):
    """The receipts of a return order: made at approval, received by the warehouse."""

    _inherit = "after.sales.return"

    def action_expect(self):
        """Expect again what a cancelled receipt, or one without backorder, left open."""
        self.check_access("write")
        self.env["after.sales.disposition"]._check_role(
            ("after_sales_returns.group_after_sales_store",)
        )
        waiting = self.filtered(lambda order: any(line._is_to_expect() for line in order.line_ids))
        refuse(
            [
                self.env._(
                    "%(return)s: nothing is missing; its open receipts wait for all that is "
                    "awaited.",
                    **{"return": order.name},
                )
                for order in self - waiting
            ]
        )
        waiting.sudo()._create_receipts()
        return True

    def _create_receipts(self):
        """One incoming transfer per return to its warehouse's Returns location."""
        self.line_ids.sale_line_id.move_ids.returned_move_ids.mapped("state")  # read all at once
        vals_list = [
            vals
            for order in self
            if order.transport != "keep"
            if (vals := order._prepare_receipt_vals())
        ]
        self.env["stock.picking"]._create_after_sales_transfers(vals_list)

    def _prepare_receipt_vals(self):
        """Values of the receipt: a move per line and delivery that it came with.

        :return: dict for ``stock.picking``, or None if nothing is awaited.
        """
        self.ensure_one()
        picking_type = self.warehouse_id.after_sales_in_type_id
        moves = [vals for line in self.line_ids for vals in line._prepare_receipt_move_vals()]
        if not moves:
            return None
        return {
            "picking_type_id": picking_type.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "origin": self.name,
            "location_id": self._customer_location().id,
            "location_dest_id": self.warehouse_id.after_sales_location_id.id,
            "after_sales_return_ids": [Command.link(self.id)],
            "move_ids": [Command.create(vals) for vals in moves],
        }

    def _cancel_receipts(self):
        """Nothing more is awaited: cancel the receipts that are not done."""
        moves = self.line_ids.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        moves._action_cancel()

    def _tell_of_unexpected(self, picking):
        """An activity for who is responsible: the warehouse received what nobody asked for."""
        for order in self:
            lines = order.line_ids.filtered("unexpected") & picking.move_ids.after_sales_line_id
            if lines:
                order.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("Decide on unexpected goods"),
                    note=self.env._(
                        "%(transfer)s brought %(products)s. Tie them to the order they were sold "
                        "with, or send them back.",
                        transfer=picking.name,
                        products=", ".join(lines.product_id.mapped("display_name")),
                    ),
                    user_id=order._addressee(order.user_id).id,
                )

    def _on_goods_received(self):
        """After a receipt: note when, tell the customer, propose dispositions, pay what the
        policy pays on receipt."""
        first = self.filtered(lambda order: not order.date_received)
        first.date_received = self.date_last_received = fields.Datetime.now()
        self._send_mail("received")
        self._settle_ahead("receipt")
        self._propose_dispositions()
        self._sync_open_promises()
