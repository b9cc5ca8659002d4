from odoo import api, fields, models

# What happens before the customer's eyes when a till takes goods in.
SEEN = ("approved", "received")


class AfterSalesReturn(models.Model):
    """Returns at a till: the customer stands there and has the receipt."""

    _inherit = "after.sales.return"

    pos_order_id = fields.Many2one(
        "pos.order",
        string="Till Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The order of the till that paid this return out.",
    )
    pos_config_id = fields.Many2one(
        "pos.config", string="Till", readonly=True, copy=False, index="btree_not_null"
    )
    pos_cashier = fields.Char(string="Cashier", readonly=True, copy=False)
    pos_offline = fields.Boolean(
        string="Made Offline",
        readonly=True,
        copy=False,
        help="The till had no connection: it was checked when it came back.",
    )
    override_ids = fields.One2many("after.sales.override", "return_id", string="Overrides")
    receipt_count = fields.Integer(
        compute="_compute_receipt_count",
        help="How many orders of tills the goods were sold with.",
    )

    def _after_sales_links(self):
        """Which till paid what is not written by hand."""
        till = {"pos_order_id", "pos_config_id", "pos_cashier", "pos_offline", "override_ids"}
        return super()._after_sales_links() | till

    # Receipts -------------------------------------------------------------------------------------

    @api.depends("line_ids.pos_line_id")
    def _compute_receipt_count(self):
        for order in self:
            order.receipt_count = len(order._receipts())

    def _receipts(self):
        """:return: the ``pos.order`` that the goods were sold with; not everybody reads them"""
        return self.line_ids.sudo().pos_line_id.order_id.sudo(False)

    def action_view_receipts(self):
        return self._action_view_pos_orders(self._receipts())

    def action_view_pos_order(self):
        return self._action_view_pos_orders(self.pos_order_id)

    def _action_view_pos_orders(self, orders):
        return self._action_view_documents(
            "point_of_sale.action_pos_pos_form", [("id", "in", orders.ids)]
        )

    def _customer_domain(self):
        """What nobody knows the customer of is nobody's history."""
        walk_in = self.env["res.partner"]._after_sales_walk_in()
        known = self.filtered(lambda order: order.partner_id.commercial_partner_id != walk_in)
        return super(AfterSalesReturn, known)._customer_domain()

    # At the till ----------------------------------------------------------------------------------

    def _send_mail(self, step):
        """Nobody gets a mail of what he has just seen or been handed; a walk-in customer has
        none."""
        walk_in = self.env["res.partner"]._after_sales_walk_in()
        told = self.filtered(
            lambda order: (
                not order.pos_order_id
                and order.partner_id != walk_in
                and not (order.pos_config_id and step in SEEN)
            )
        )
        return super(AfterSalesReturn, told)._send_mail(step)

    def _after_sales_portal_deliveries(self):
        """What a till shipped later, too; what was taken along came at once."""
        shipped = self.line_ids.pos_line_id.order_id.filtered("shipping_date")
        later = shipped.picking_ids._filtered_after_sales_word()
        return super()._after_sales_portal_deliveries() | later

    def _tell_of_offline(self, note):
        """Have somebody clear up what a till did without connection: no cashier who made it.

        :param str note: what does not fit, and what to do about it
        """
        self.ensure_one()
        people = (self.user_id, self.team_id.user_id, *self._addressee_managers())
        self.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=self.env._("Return made offline does not fit"),
            note=note,
            user_id=self._addressee(*people).id,
        )

    def _bring_to_till(self, till, link_vals):
        """Approve what was asked for before and expect it at this till.

        :param link_vals: dict that names the till, written first: nobody is told or paid by
            another way than at the till
        """
        self.write(link_vals)
        self.line_ids._count_in_own_unit()
        warehouse = till.warehouse
        self.filtered(lambda one: one.warehouse_id != warehouse)._bring_to(warehouse)
        self.filtered(lambda one: one.state == "requested").write({"state": "approved"})

    def _receive_wished(self, wishes, shelf=(), link_vals=None):
        """Receive of the expected goods what the customer brought.

        :param wishes: list of :class:`Wish`, those of lines of these returns count
        :param shelf: ids of the lines whose goods are for sale again at once
        :param link_vals: dict for the transfers
        """
        pickings = self.picking_ids.browse()
        for line in self.line_ids:
            own = [wish for wish in wishes if wish.line == line]
            moves = line.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
            if not own or not moves:
                continue
            moves._after_sales_take([unit for wish in own for unit in wish.units])
            if line.id in shelf:
                moves._after_sales_send_to_shelf()
            pickings |= moves.picking_id
        if link_vals:
            pickings.write(link_vals)
        pickings._action_done()

    def _sync_open_promises(self):
        """No promise begins for what is settled before anybody could keep it."""
        return super(
            AfterSalesReturn,
            self.filtered(lambda order: not order.pos_order_id or order.date_settled),
        )._sync_open_promises()
