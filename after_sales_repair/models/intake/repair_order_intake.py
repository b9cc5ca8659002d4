from odoo import fields, models
from odoo.exceptions import UserError


class RepairOrder(models.Model):
    """Taking an item in: at the counter, from a return order, or from a store's stock."""

    _inherit = "repair.order"

    # Two who take in an unknown serial at once share no row to collide on.
    _after_sales_open_serial = models.UniqueIndex(
        "(company_id, coalesce(product_id, 0), btrim(item_serial)) "
        "WHERE btrim(item_serial) <> '' "
        "AND after_sales_stage NOT IN ('intake', 'handed_back', 'cancelled')",
        "An item with this serial number is already in repair. Search for the serial among the "
        "open repairs; finish or cancel that one first, or correct the serial.",
    )

    def action_validate(self):
        """Take the items in. Odoo's own button asks whether the item lies in the workshop; here
        a transfer brings it."""
        self._check_access_to_intake()
        if any(move.product_uom_qty < 0 for move in self.move_ids):
            raise UserError(self.env._("A part cannot have a negative quantity: correct it."))
        return self.sudo()._action_repair_confirm()

    def _action_repair_confirm(self):
        """What is taken in is not carried on by a rule of the warehouse; the rest is."""
        if not self:
            return super()._action_repair_confirm()
        self.check_access("write")
        repairs = self.sudo()
        repairs.filtered(lambda repair: repair.state == "draft")._fill_in_serials()
        received = repairs._stop_onward()
        result = super(RepairOrder, repairs)._action_repair_confirm()
        onward = received._after_sales_onward()
        onward.filtered(lambda move: move.state not in ("done", "cancel"))._action_assign()
        return result

    def _stop_onward(self):
        """:return: the moves that received what is about to be taken in"""
        received = self.env["stock.move"]
        for repair in self.filtered(lambda one: one.state == "draft" and not one.date_intake):
            moves = repair._received_by_transfer()
            if moves and repair._is_item_stored() and not repair._is_here():
                moves._stop_after_sales_onward(repair._item_quantity())
                received |= moves
        return received

    def _check_access_to_intake(self):
        self._check_role(
            (
                "after_sales_returns.group_after_sales_store",
                "stock.group_stock_user",
            )
        )

    def _on_confirmed(self):
        """Taken in: the item is here from now on, unless a transfer brings it."""
        super()._on_confirmed()
        self.sudo()._do_intake()

    def _do_intake(self):
        """Have the items here: those that no transfer brought before come in now."""
        self._claim_serials()
        new = self.filtered(lambda repair: not repair.date_intake)
        new.date_intake = fields.Datetime.now()
        here = new.filtered(lambda repair: repair._is_here())
        for repair in here.filtered(lambda repair: repair._is_only_said_to_be_here()):
            repair.goods_location_id = repair.product_location_src_id
        (new - here)._move_items(
            lambda repair: repair.after_sales_store_id.after_sales_repair_location_id,
            lambda repair: repair._intake_type(),
        )
        new._on_intake()
        new._note_intake_facts()

    def _is_here(self):
        """Whether the item needs no transfer to come in: it came with a return order, it is
        nobody's but ours, or a stock user says that it is here."""
        self.ensure_one()
        if self.goods_location_id or self.after_sales_origin == "return":
            return True
        if self._is_odoos_own():
            return True
        return self.after_sales_origin == "counter" and not (self.partner_id or self.picking_id)

    def _is_only_said_to_be_here(self):
        """Whether no move of ours tells where the item is: the sorting transfer tells it of
        returned goods."""
        self.ensure_one()
        return not self.goods_location_id and self.after_sales_origin != "return"

    def _intake_type(self):
        store = self.after_sales_store_id
        if self.after_sales_origin == "store":
            return store.after_sales_sort_type_id
        return store.after_sales_in_type_id

    # Serials ----------------------------------------------------------------------------------

    def _fill_in_serials(self):
        """Know the serials of items as serial numbers of their products."""
        for repair in self:
            repair.item_serial = (repair.item_serial or repair.lot_id.name or "").strip() or False
        unknown = self.filtered(
            lambda repair: (
                repair.item_serial
                and not repair.lot_id
                and repair.product_id.tracking not in (False, "none")
            )
        )
        if not unknown:
            return
        lots = self.env["stock.lot"]
        known = lots.search(
            [
                ("product_id", "in", unknown.product_id.ids),
                ("name", "in", unknown.mapped("item_serial")),
            ]
        ).grouped(lambda lot: (lot.product_id, lot.name))
        by_item = unknown.grouped(lambda repair: (repair.product_id, repair.item_serial))
        new = [item for item in by_item if item not in known]
        created = lots.create([{"product_id": product.id, "name": name} for product, name in new])
        known |= dict(zip(new, created, strict=True))
        for item, repairs in by_item.items():
            repairs.lot_id = known[item][:1]

    def _claim_serials(self):
        """Write the serial numbers, so that two people who take one in at once collide."""
        for repair in self.filtered(lambda repair: repair.product_id.tracking == "serial"):
            repair.lot_id.after_sales_repair_id = repair
