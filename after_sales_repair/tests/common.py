from odoo.tests import new_test_user

from odoo.addons.after_sales_returns.tests.common import AfterSalesCommon


class RepairCommon(AfterSalesCommon):
    """A shop that repairs: its shelf, a spare part, and the people of a workshop.

    ``technician`` and ``lead`` beside the users of the returns' tests (``_create_users``).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shelf = cls.warehouse.after_sales_repair_location_id
        cls.part = cls._create_product("Display", 60.0, standard_price=25.0)
        cls._stock(cls.part, 50)
        cls.defect = cls.env.ref("after_sales_returns.reason_quality")

    @classmethod
    def _create_users(cls):
        super()._create_users()
        prefix = "after_sales_repair.group_repair_"
        cls.technician = new_test_user(cls.env, "asr_technician", groups=f"{prefix}technician")
        cls.lead = new_test_user(cls.env, "asr_lead", groups=f"{prefix}lead")
        cls.store_user.after_sales_warehouse_ids = cls.warehouse

    @classmethod
    def _counter_repair(cls, product=None, serial=None, **vals):
        """An item that a customer hands in at the counter, not taken in yet."""
        return cls.env["repair.order"].create(
            {
                "partner_id": cls.customer.id,
                "product_id": (product or cls.shirt).id,
                "picking_type_id": cls.warehouse.repair_type_id.id,
                "item_serial": serial,
                "fault_description": "Seam open",
                **vals,
            }
        )

    @classmethod
    def _returned_repair(cls, product=None, **vals):
        """A sold item, returned for repair, sorted and on the repair shelf.

        :return: the ``repair.order``
        """
        cls.company.after_sales_sort_transfer = "direct"
        vals = {"line_vals": {"reason_id": cls.defect.id, "resolution": "repair"}, **vals}
        order = cls._returned((product or cls.shoe, 1), **vals)
        cls._decide(order, route="repair")
        return order.repair_ids

    @classmethod
    def _diagnose(cls, repair, under_warranty=True):
        repair.sudo().write({"date_diagnosed": cls.env.cr.now(), "under_warranty": under_warranty})

    @classmethod
    def _work(cls, repairs):
        """Repair and check: the items can be handed back."""
        repairs.action_start_work()
        repairs.action_work_done()
        repairs.action_check_pass()
        return repairs

    @classmethod
    def _hand_back(cls, repair):
        """At the counter with the customer's code, else by shipment."""
        if repair._is_tracking_asked():
            return repair._ship_with(False)
        if not repair._is_fetched():
            return repair.action_hand_back() and None
        return repair._hand_back_with_code(repair.sudo().hand_back_code)

    def _quantity_at(self, product, location, owner=None):
        """On hand at a location: of ``owner``, or ours."""
        return sum(
            self.env["stock.quant"]
            .search(
                [
                    ("product_id", "=", product.id),
                    ("location_id", "=", location.id),
                    ("owner_id", "=", owner.id if owner else False),
                ]
            )
            .mapped("quantity")
        )

    def _value(self, product):
        """Stock value of ``product``, read anew."""
        product.invalidate_recordset()
        return product.total_value
