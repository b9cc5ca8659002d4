from odoo.fields import Command

from .common import RepairCommon


class PathCommon(RepairCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.labour = cls.company.after_sales_labour_product_id
        cls.labour.write({"list_price": 50.0, "taxes_id": [Command.set(cls.tax.ids)]})
        cls.outlet = cls.warehouse.after_sales_outlet_location_id
        cls.vendor_shelf = cls.warehouse.after_sales_vendor_location_id

    @classmethod
    def _on_shelf(cls, mode="direct"):
        """A sold and paid shoe, returned for repair, on the repair shelf."""
        cls.company.after_sales_sort_transfer = mode
        order = cls._create_return(
            cls._sell((cls.shoe, 1), pay=True),
            line_vals={"reason_id": cls.defect.id, "resolution": "repair"},
        )
        cls._approve(order)
        cls._receive(order)
        cls._decide(order, route="repair")
        if mode == "transfer":
            cls._move(order.repair_ids.item_move_ids.picking_id)
        return order.repair_ids

    @classmethod
    def _move(cls, pickings):
        """Validate by the button, as somebody in the warehouse does."""
        pickings.move_ids.picked = True
        pickings.with_user(cls.picker).with_context(skip_backorder=True).button_validate()

    @classmethod
    def _add_part(cls, repair, quantity=1, product=None):
        vals = {
            "product_id": (product or cls.part).id,
            "product_uom_qty": quantity,
            "repair_line_type": "add",
        }
        repair.move_ids = [Command.create(vals)]

    @classmethod
    def _quoted(cls, parts=1, hours=0.0):
        """A customer's own item, diagnosed as one to be paid, its quotation sent."""
        repair = cls._counter_repair()
        repair.action_validate()
        cls._diagnose(repair, under_warranty=False)
        repair.estimate_hours = hours
        cls._add_part(repair, parts)
        repair.action_quote()
        repair.action_quote_send()
        return repair

    @classmethod
    def _started(cls, **vals):
        """Accepted, and being worked on by the technician."""
        repair = cls._quoted(**vals)
        repair.action_quote_accept()
        repair = repair.with_user(cls.technician)
        repair.action_start_work()
        return repair

    @classmethod
    def _finish(cls, repair):
        cls._check_pass(repair)
        cls._hand_back(repair)
        return repair.sudo().sale_order_id

    @classmethod
    def _check_pass(cls, repair):
        repair.action_work_done()
        repair.action_check_pass()

    def _give_up(self, repair, route, resolution="refund"):
        wizard = self.env["after.sales.not.repairable"].with_user(self.technician)
        vals = {"repair_id": repair.id, "reason": "No sole fits", "resolution": resolution}
        wizard.create({**vals, "route": route}).action_confirm()
