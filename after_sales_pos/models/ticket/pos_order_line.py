from odoo import fields, models


class PosOrderLine(models.Model):
    """Lines of a ticket: whether they stand where a return explains them, and
    new goods that are not in the store: sent to the customer, or ordered to the store where the
    customer fetches them."""

    _inherit = "pos.order.line"

    after_sales_delivery = fields.Selection(
        [("store", "Ordered to the store"), ("home", "Sent to the customer")],
        string="Delivered Later",
        readonly=True,
        copy=False,
    )
    after_sales_warehouse_id = fields.Many2one(
        "stock.warehouse", string="Sent From", readonly=True, copy=False
    )

    def _is_after_sales_misplaced(self, settlement):
        """Whether this line of a return stands where no return explains it.

        :param settlement: the company's settlement product
        """
        self.ensure_one()
        order = self.order_id
        if self.after_sales_role == "settlement":
            amount = self.qty * self.price_unit
            is_other = self.order_id.currency_id.compare_amounts(self._after_sales_amount(), amount)
            is_altered = bool(self.tax_ids or self.discount or is_other)
            return not order.after_sales_ticket or self.product_id != settlement or is_altered
        if self.after_sales_role == "card":
            return not order.after_sales_ticket or not self._is_after_sales_spent_again()
        return not order.after_sales_request or not self.after_sales_role

    # Delivered later ------------------------------------------------------------------------------

    def _prepare_procurement_values(self):
        values = super()._prepare_procurement_values()
        if self.after_sales_delivery:
            store = self.order_id.config_id._after_sales_till.warehouse
            source = self.after_sales_warehouse_id
            values["warehouse_id"] = source if self.after_sales_delivery == "home" else store
            if values["warehouse_id"] != self.order_id.config_id.warehouse_id:
                # The till's route leads through its own warehouse.
                values["route_ids"] = self.env["stock.route"]
        return values

    def _after_sales_deliver_later(self):
        """Have these lines of one order sent from where there are enough of them."""
        self._after_sales_find_source_warehouses()
        self._launch_stock_rule_from_pos_order_lines()
        store = self.order_id.config_id._after_sales_till.warehouse
        ordered = self.filtered(
            lambda line: (
                line.after_sales_delivery == "store" and line.after_sales_warehouse_id != store
            )
        )
        for source, lines in ordered.grouped("after_sales_warehouse_id").items():
            lines._after_sales_order_to_store(source, store)

    def _after_sales_find_source_warehouses(self):
        till = self.order_id.config_id._after_sales_till
        store = till.warehouse
        free = till._free_stock(self.product_id)
        for line in self:
            stock = free[line.product_id]
            enough = [
                warehouse
                for warehouse, quantity in stock.items()
                if line.product_id.uom_id.compare(quantity, line.qty) >= 0
            ]
            # The own store needs no transfer; else the one that has most.
            enough.sort(key=lambda warehouse, of=stock: (warehouse != store, -of[warehouse]))
            line.after_sales_warehouse_id = enough[0] if enough else store
            stock[line.after_sales_warehouse_id] -= line.qty

    def _after_sales_order_to_store(self, source, store):
        """A transfer from the stock of ``source`` to the store; the delivery waits for it."""
        order = self.order_id
        awaiting = order.picking_ids.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and not move.move_orig_ids
        )
        transfer = self.env["stock.picking"].create(
            {
                "picking_type_id": source.int_type_id.id,
                "location_id": source.lot_stock_id.id,
                "location_dest_id": store.lot_stock_id.id,
                "partner_id": store.partner_id.id,
                "origin": order.name,
                "company_id": order.company_id.id,
                "move_ids": [
                    fields.Command.create(line._after_sales_prepare_order_move_vals(source, store))
                    for line in self
                ],
            }
        )
        transfer.action_confirm()
        for product, moves in transfer.move_ids.grouped("product_id").items():
            waiting = awaiting.filtered(lambda move, of=product: move.product_id == of)
            waiting._do_unreserve()
            waiting.write(
                {
                    "procure_method": "make_to_order",
                    "move_orig_ids": [fields.Command.link(move.id) for move in moves],
                }
            )
            waiting._recompute_state()
        transfer.action_assign()

    def _after_sales_prepare_order_move_vals(self, source, store):
        """:return: dict for ``stock.move``"""
        return {
            "product_id": self.product_id.id,
            "product_uom": self.product_id.uom_id.id,
            "product_uom_qty": self.qty,
            "location_id": source.lot_stock_id.id,
            "location_dest_id": store.lot_stock_id.id,
            "company_id": self.company_id.id,
        }
