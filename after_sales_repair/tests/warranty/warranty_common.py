from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from ..common import RepairCommon


class WarrantyCommon(RepairCommon):
    """Watches with a warranty of one year, and what happened to them before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "UTC"
        cls.company.after_sales_sort_transfer = "direct"
        cls.env["after.sales.warranty"].search([]).active = False
        cls.electronics = cls.env["product.category"].create({"name": "Electronics"})
        cls.watches = cls.env["product.category"].create(
            {"name": "Watches", "parent_id": cls.electronics.id}
        )
        cls.watch = cls._create_product(
            "Watch", 200.0, standard_price=90.0, tracking="serial", categ_id=cls.watches.id
        )
        cls.terms = cls._create_terms(months=12)
        cls.wrong_time = cls.env.ref("after_sales_inspection.defect_device_time")
        cls.no_power = cls.env.ref("after_sales_inspection.defect_device_power")
        cls.fault = cls.env.ref("after_sales_repair.cause_m01")
        cls.misuse = cls.env.ref("after_sales_repair.cause_u02")
        cls.today = fields.Date.today()

    @classmethod
    def _create_terms(cls, name="One year", **vals):
        return cls.env["after.sales.warranty"].create(
            {"name": name, "categ_ids": [Command.set(cls.electronics.ids)], **vals}
        )

    @classmethod
    def _sell_serial(cls, name, days_ago=0, product=None):
        """Deliver one serial of the watch ``days_ago``.

        :return: the ``stock.lot``
        """
        product = product or cls.watch
        lot = cls._create_serials(product, name)
        order = cls._sell((product, 1), deliver=False)
        picking = order.picking_ids
        picking.action_assign()
        picking.move_ids.move_line_ids.lot_id = lot
        cls._validate(picking)
        cls._date_back(picking.move_ids, days_ago)
        return lot

    @classmethod
    def _date_back(cls, moves, days):
        """Have transfers done ``days`` ago."""
        cls.env.flush_all()
        moment = fields.Datetime.now() - timedelta(days=days)
        moves.write({"date": moment})
        moves.move_line_ids.write({"date": moment})
        cls.env.flush_all()

    @classmethod
    def _taken_in(cls, serial, **vals):
        repair = cls._counter_repair(vals.pop("product", cls.watch), serial, **vals)
        repair.action_validate()
        return repair

    @classmethod
    def _past_repair(cls, serial, days_ago, days=3, **vals):
        """A repair handed back ``days_ago`` after ``days`` in repair; quoted and accepted where
        the warranty does not answer for it.
        """
        repair = cls._taken_in(serial)
        repair.sudo().date_intake = fields.Datetime.now() - timedelta(days=days_ago + days)
        repair.write({"after_sales_defect_id": cls.wrong_time.id, "cause_id": cls.fault.id, **vals})
        repair.action_diagnosed()
        if not repair.under_warranty:
            repair.estimate_hours = 1.0
            repair.action_quote()
            repair.sale_order_id.action_confirm()
        cls._work(repair)
        cls._hand_back(repair)
        repair.sudo().date_handed_back = fields.Datetime.now() - timedelta(days=days_ago)
        cls._date_back(repair.item_move_ids, days_ago)
        return repair

    @classmethod
    def _day(cls, days):
        return cls.today + timedelta(days=days)

    def _failed_counter_repair(self):
        self._sell_serial("W-1", days_ago=100)
        self._past_repair("W-1", 50)
        return self._taken_in("W-1").with_user(self.store_user)
