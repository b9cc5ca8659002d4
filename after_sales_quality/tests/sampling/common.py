from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.after_sales_returns.tests.common import AfterSalesCommon


class SamplingCommon(AfterSalesCommon):
    """A shop that buys shoes of a supplier, and samples them at level II: AQL 1.5 for major and
    4.0 for minor defects. A receipt of 1,000 is of code letter J: 80 units, 3/4 and 7/8."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["after.sales.sampling.plan"].search([]).active = False
        cls.supplier = cls.env["res.partner"].create({"name": "Shoemaker"})
        cls.categ = cls.env["product.category"].create({"name": "Shoes"})
        cls.shoe.write({"categ_id": cls.categ.id, "barcode": "5901234123457"})
        defects = cls.env["after.sales.defect"]
        cls.critical, cls.major, cls.minor = (
            defects.create(
                {"name": f"{severity} fault", "code": f"T-{severity}", "severity": severity}
            )
            for severity in ("critical", "major", "minor")
        )
        cls.plan = cls._create_plan()

    @classmethod
    def _create_people(cls):
        cls._create_users()
        prefix = "after_sales_inspection.group_"
        cls.inspector = new_test_user(cls.env, "ass_inspector", groups=f"{prefix}inspector")
        cls.lead = new_test_user(cls.env, "ass_lead", groups=f"{prefix}quality_lead")

    @classmethod
    def _create_plan(cls, **vals):
        return cls.env["after.sales.sampling.plan"].create(
            {
                "name": "Shoes",
                "categ_ids": cls.categ.ids,
                "aql_major": "1.5",
                "aql_minor": "4.0",
                **vals,
            }
        )

    @classmethod
    def _buy(cls, *lines, partner=None, confirm=True, **vals):
        """:param lines: (product, quantity), or (product, quantity, dict of values)
        :return: the ``purchase.order``, confirmed"""
        order = cls.env["purchase.order"].create(
            {
                "partner_id": (partner or cls.supplier).id,
                "picking_type_id": cls.warehouse.in_type_id.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_qty": quantity,
                            "price_unit": 25.0,
                            "tax_ids": False,
                            **(more[0] if more else {}),
                        }
                    )
                    for product, quantity, *more in lines
                ],
                **vals,
            }
        )
        if confirm:
            order.button_confirm()
        return order

    @classmethod
    def _bought(cls, product, quantity, serials=(), **vals):
        """:return: the lot under sampling of goods that came, or none"""
        picking = cls._buy((product, quantity), **vals).picking_ids
        if serials:
            picking.move_ids.move_line_ids.unlink()
            picking.move_ids.move_line_ids = [
                Command.create(
                    {
                        "product_id": product.id,
                        "lot_name": name,
                        "quantity": 1.0,
                        "picking_id": picking.id,
                    }
                )
                for name in serials
            ]
        picking.move_ids.picked = True
        picking.button_validate()
        return picking.after_sales_sampling_lot_ids

    @classmethod
    def _count(cls, lot, good=0, defect=None, times=1, **vals):
        """Count ``good`` conforming units, then ``times`` units with ``defect``."""
        for _unit in range(good):
            lot.count_unit(f"k{lot.counted}", **vals)
        for _unit in range(times if defect else 0):
            lot.count_unit(f"k{lot.counted}", defect_ids=defect.ids, **vals)

    def _at(self, place, product=None):
        """:return: how much lies at a place"""
        product = product or self.shoe
        quants = self.env["stock.quant"].search(
            [("location_id", "child_of", place.id), ("product_id", "=", product.id)]
        )
        return sum(quants.mapped("quantity"))
