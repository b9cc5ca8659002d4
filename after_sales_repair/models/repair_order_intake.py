from odoo import fields, models
from odoo.exceptions import UserError

from .repair_order_stage import OPEN_STAGES


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
        if not self:
            return super()._action_repair_confirm()
        self.check_access("write")
        repairs = self.sudo()
        repairs.filtered(lambda repair: repair.state == "draft")._fill_in_serials()
        return super(RepairOrder, repairs)._action_repair_confirm()

    def _check_access_to_intake(self):
        self._check_role(
            (
                "after_sales_returns.group_after_sales_store",
                "stock.group_stock_user",
            )
        )

    def _take_in(self):
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

    def _on_intake(self):
        """The items were taken in."""

    def _is_here(self):
        """Whether the item needs no transfer to come in: it came with a return order or one of
        Odoo's own returns, or it is nobody's but ours."""
        self.ensure_one()
        if self.goods_location_id or self.after_sales_origin == "return" or self.picking_id:
            return True
        return self.after_sales_origin == "counter" and not self.partner_id

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
        """Know the serial of an item as a serial number of its product."""
        for repair in self:
            repair.item_serial = repair.item_serial or repair.lot_id.name
            name = repair.item_serial and repair.item_serial.strip()
            tracked = repair.product_id.tracking not in (False, "none")
            if repair.lot_id or not name or not tracked:
                continue
            lots = self.env["stock.lot"]
            known = lots.search(
                [("product_id", "=", repair.product_id.id), ("name", "=", name)], limit=1
            )
            repair.lot_id = known or lots.create({"product_id": repair.product_id.id, "name": name})

    def _claim_serials(self):
        """Write the serial numbers, so that two people who take one in at once collide."""
        for repair in self.filtered(lambda repair: repair.product_id.tracking == "serial"):
            repair.lot_id.after_sales_repair_id = repair

    def _other_open_repair(self):
        """An open repair of the same serial, or none."""
        self.ensure_one()
        if self.lot_id and self.product_id.tracking == "serial":
            same = [("lot_id", "=", self.lot_id.id)]
        elif self.item_serial:
            same = [
                ("item_serial", "=", self.item_serial.strip()),
                ("product_id", "=", self.product_id.id),
                ("company_id", "=", self.company_id.id),
            ]
        else:
            return self.browse()
        return self.sudo().search(
            [
                *same,
                ("id", "!=", self.id),
                ("after_sales_stage", "in", OPEN_STAGES),
                ("state", "!=", "draft"),
            ],
            limit=1,
        )

    def _intake_problems(self):
        """:return: list of sentences that stand against taking the item in"""
        self.ensure_one()
        problems = []
        if not self.item_name:
            problems.append(
                self.env._(
                    "%(repair)s: say what is handed in: a product, or the item in words.",
                    **self._names(),
                )
            )
        serial_missing = self.product_id.tracking != "none" and not (
            self.lot_id or (self.item_serial or "").strip()
        )
        if serial_missing and self._is_item_stored():
            problems.append(
                self.env._(
                    "%(repair)s (%(item)s): read its serial number off the item and enter it.",
                    **self._names(),
                )
            )
        if self.after_sales_origin == "store" and self.partner_id:
            problems.append(
                self.env._(
                    "%(repair)s (%(item)s): a defect of store stock has no customer. Take the "
                    "customer off, or take the item in at the counter.",
                    **self._names(),
                )
            )
        if not self._is_here() and self._is_item_stored():
            problems += self._stock_problems()
        return problems

    def _stock_problems(self):
        """A store's own item must lie in its stock, a customer's must not."""
        self.ensure_one()
        serial = self.product_id.tracking == "serial" and self.lot_id
        if self.after_sales_origin != "store" and not serial:
            return []
        stock = self.after_sales_store_id.lot_stock_id
        available = (
            self.env["stock.quant"]
            .sudo()
            ._get_available_quantity(self.product_id, stock, self.lot_id)
        )
        if self.after_sales_origin == "store":
            if self.product_id.uom_id.compare(available, self.product_qty) >= 0:
                return []
            return [
                self.env._(
                    "%(repair)s (%(item)s): %(store)s has none of it in stock. Correct the "
                    "product, the serial or the store.",
                    store=self.after_sales_store_id.name,
                    **self._names(),
                )
            ]
        return self._own_serial_problems()

    def _own_serial_problems(self):
        """A serial that we have cannot be in a customer's hands."""
        self.ensure_one()
        loan = self.lot_id.sudo().after_sales_loan_id
        if loan:
            return [
                self.env._(
                    "%(repair)s (%(item)s): serial %(serial)s is our loan device, lent as "
                    "%(loan)s. Take it back there, or correct the serial.",
                    serial=self.lot_id.name,
                    loan=loan.name,
                    **self._names(),
                )
            ]
        quants = self.env["stock.quant"].sudo()
        held = quants.search(
            [
                ("lot_id", "=", self.lot_id.id),
                ("company_id", "=", self.company_id.id),
                ("location_id.usage", "=", "internal"),
                ("quantity", ">", 0),
                ("owner_id", "in", [False, self.company_id.partner_id.id]),
            ],
            limit=1,
        )
        if held:
            return [
                self.env._(
                    "%(repair)s (%(item)s): serial %(serial)s lies in the stock of %(store)s. "
                    "Take it in as a defect of store stock, or correct the serial.",
                    serial=self.lot_id.name,
                    store=held.location_id.warehouse_id.name or held.location_id.display_name,
                    **self._names(),
                )
            ]
        return []
