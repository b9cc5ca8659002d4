from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import SQL


class AfterSalesLoan(models.Model):
    """The device: whether it can be lent, and the moves that carry it."""

    _inherit = "after.sales.loan"

    move_ids = fields.One2many(
        "stock.move", "after_sales_loan_id", string="Moves", readonly=True, copy=False
    )
    # In sudo: accountants open loans, and may not read serials.
    pool_product_ids = fields.Many2many(
        "product.product", compute="_compute_pool", compute_sudo=True
    )
    pool_lot_ids = fields.Many2many("stock.lot", compute="_compute_pool", compute_sudo=True)

    @api.depends("warehouse_id", "product_id", "state")
    def _compute_pool(self):
        """What the store has to lend, as long as somebody chooses."""
        quants = self.env["stock.quant"].sudo()
        asked = self.filtered(lambda loan: loan.state == "draft")
        (self - asked).update({"pool_product_ids": False, "pool_lot_ids": False})
        for store, loans in asked.grouped("warehouse_id").items():
            pool = quants.search(
                [
                    ("location_id", "child_of", store.after_sales_loaner_location_id.ids),
                    ("quantity", ">", 0),
                ]
            )
            for loan in loans:
                loan.pool_product_ids = pool.product_id
                loan.pool_lot_ids = pool.lot_id.filtered(
                    lambda lot, own=loan.product_id: not own or lot.product_id == own
                )

    # May it be lent? ----------------------------------------------------------------------------

    def _device_problems(self):
        """:return: list of sentences about devices that are not in the pool"""
        problems = []
        for loan in self:
            if loan.tracking != "none" and not loan.lot_id:
                problems.append(
                    self.env._(
                        "%(loan)s (%(device)s): read the serial number off the device and enter "
                        "it.",
                        **loan._names(),
                    )
                )
                continue
            same = self.filtered(lambda other, loan=loan: other._device() == loan._device())
            if loan._in_pool() < len(same):
                problems.append(loan._missing_sentence())
        return problems

    def _device(self):
        self.ensure_one()
        return self.warehouse_id, self.product_id, self.lot_id

    def _in_pool(self):
        """How many of the device the store can lend."""
        self.ensure_one()
        return (
            self.env["stock.quant"]
            .sudo()
            ._get_available_quantity(
                self.product_id,
                self.warehouse_id.after_sales_loaner_location_id,
                self.lot_id,
            )
        )

    def _missing_sentence(self):
        """Why the device is not in the pool, and what to do."""
        self.ensure_one()
        names = {**self._names(), "store": self.warehouse_id.name}
        other = self._others_lent()[:1]
        if other:
            return self.env._(
                "%(loan)s: %(device)s is already lent. %(customer)s has it since %(since)s "
                "(%(other)s, due %(due)s). Take it back first, or choose another device.",
                customer=other.partner_id.display_name,
                since=fields.Datetime.context_timestamp(self, other.date_lent).date(),
                other=other.name,
                due=other.date_due,
                **names,
            )
        return self.env._(
            "%(loan)s: %(device)s is not among the loan devices of %(store)s. Add it to them "
            "first, or choose another device.",
            **names,
        )

    def _others_lent(self):
        """The loans that have the device, the one due first before the others."""
        self.ensure_one()
        if self.lot_id and self.tracking == "serial":
            return self.lot_id.sudo().after_sales_loan_id
        return self.sudo().search(
            [
                ("state", "=", "lent"),
                ("warehouse_id", "=", self.warehouse_id.id),
                ("product_id", "=", self.product_id.id),
                ("lot_id", "=", self.lot_id.id),
            ],
            order="date_due, id",
        )

    def _lent_problems_of_place(self):
        """:return: list of sentences about devices that do not lie where lent ones do"""
        problems = []
        for device, loans in self.grouped(lambda loan: loan._device()).items():
            place, there = self._lent_there(*device)
            if loans.product_id.uom_id.compare(there, len(loans)) >= 0:
                continue
            problems += [
                loan.env._(
                    "%(loan)s: %(device)s does not lie in %(place)s, where lent devices are. Have "
                    "the warehouse bring it back there, or count it there, then take it back.",
                    place=place.display_name,
                    **loan._names(),
                )
                for loan in loans
            ]
        return problems

    @api.model
    def _lent_there(self, store, product, lot):
        """:return: (the ``stock.location`` of lent devices, how many of the device lie there)"""
        place = store.sudo().after_sales_lent_location_id
        quants = self.env["stock.quant"].sudo()._gather(product, place, lot_id=lot, strict=True)
        own = quants.filtered(lambda quant: quant.lot_id == lot)
        return place, sum(own.mapped("quantity"))

    def _claim_devices(self):
        """Make two people who lend the same device at once collide: on the serial number, which
        is written, or on the stock of the pool, which the move changes."""
        for loan in self.filtered(lambda loan: loan.tracking == "serial"):
            loan.lot_id.after_sales_loan_id = loan
        locations = self.warehouse_id.after_sales_loaner_location_id
        self.env["stock.quant"].flush_model()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM stock_quant WHERE location_id IN %s AND product_id IN %s "
                "ORDER BY id FOR UPDATE",
                tuple(locations.ids),
                tuple(self.product_id.ids),
            )
        )

    # Moving -------------------------------------------------------------------------------------

    def _move_devices(self, destination, repairs=None):
        """Bring the devices to ``destination`` at once, one transfer per loan.

        :param destination: function loan → ``stock.location``
        :param repairs: dict loan → the ``repair.order`` of its device
        """
        repairs = repairs or {}
        self.env["stock.picking"]._create_after_sales_transfers(
            [
                loan._prepare_device_picking_vals(destination(loan), repairs.get(loan))
                for loan in self
            ]
        )._action_done()

    def _prepare_device_picking_vals(self, destination, repair=None):
        """:return: dict for the ``stock.picking`` that carries the device to ``destination``"""
        self.ensure_one()
        store = self.warehouse_id
        lent = store.after_sales_lent_location_id
        coming_back = bool(self.date_returned)
        places = {
            "location_id": (lent if coming_back else store.after_sales_loaner_location_id).id,
            "location_dest_id": destination.id,
            "picking_type_id": store.after_sales_sort_type_id.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
        }
        move_vals = {
            **places,
            "picked": True,
            "after_sales_loan_id": self.id,
            "after_sales_item_repair_id": repair.id if repair else False,
            "product_id": self.product_id.id,
            "product_uom": self.product_id.uom_id.id,
            "product_uom_qty": 1.0,
            "procure_method": "make_to_stock",
            "description_picking": self.product_id.display_name,
            "origin": self.name,
        }
        filled = self.env["stock.move"]._fill_after_sales_vals(move_vals, self.lot_id)
        return {**places, "origin": self.name, "move_ids": [Command.create(filled)]}

    def _return_devices(self, goes_to):
        """Bring what was lent where it goes; see ``_take_back``."""
        self.lot_id.filtered(
            lambda lot: lot.after_sales_loan_id in self
        ).after_sales_loan_id = False
        repairs = {}
        if goes_to == "repair":
            vals_list = [loan._prepare_device_repair_vals() for loan in self]
            repairs = dict(zip(self, self.env["repair.order"].create(vals_list), strict=True))
        self._move_devices(lambda loan: loan._return_location(goes_to), repairs)
        for repair in repairs.values():
            repair._action_repair_confirm()

    def _return_location(self, goes_to):
        self.ensure_one()
        if goes_to == "pool":
            return self.warehouse_id.after_sales_loaner_location_id
        if goes_to == "repair":
            return self.warehouse_id.after_sales_repair_location_id
        return self.product_id.with_company(self.company_id).property_stock_inventory

    def _prepare_device_repair_vals(self):
        """:return: dict for the ``repair.order`` of a device that came back damaged"""
        self.ensure_one()
        store = self.warehouse_id
        return {
            "after_sales_origin": "store",
            "after_sales_damaged_loan_id": self.id,
            "after_sales_store_id": store.id,
            "company_id": self.company_id.id,
            "picking_type_id": store._after_sales_workshop().repair_type_id.id,
            "user_id": False,
            "partner_id": False,
            "product_id": self.product_id.id,
            "product_qty": 1.0,
            "lot_id": self.lot_id.id,
            "fault_description": self.condition_in,
            "goods_location_id": store.after_sales_lent_location_id.id,
        }
