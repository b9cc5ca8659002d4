from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import RepairCommon


@tagged("post_install", "-at_install")
class TestCost(RepairCommon):
    """What a repair costs us is collected on it and on its return order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()

    @classmethod
    def _add_cost(cls, repair, **vals):
        vals = {"kind": "other", "name": "Courier", "unit_cost": 4.0, **vals}
        return cls.env["after.sales.cost"].sudo().create(repair._prepare_cost_vals(**vals))

    def test_costs_add_up_on_repair_and_return(self):
        repair = self._returned_repair()
        cost = self._add_cost(repair)
        self._add_cost(repair, kind="labour", name="Work", quantity=0.5, unit_cost=50.0)
        order = repair.after_sales_return_id
        self.assertRecordValues(
            cost,
            [
                {
                    "return_id": order.id,
                    "amount": 4.0,
                    "payer": "company",
                    "warehouse_id": self.warehouse.id,
                }
            ],
        )
        self.assertEqual(repair.cost_total, 29.0)
        self.assertEqual(order.cost_total, 29.0)

    def test_cost_on_a_return_alone(self):
        order = self._returned_repair().after_sales_return_id
        self.env["after.sales.cost"].sudo().create(
            {"kind": "other", "name": "Parcel", "return_id": order.id, "unit_cost": 7.0}
        )
        self.assertEqual(order.cost_total, 7.0)

    def test_who_reads_costs(self):
        cost = self._add_cost(self._counter_repair())
        for user in self.lead, self.accountant:
            self.assertEqual(cost.with_user(user).amount, 4.0)
        for user in self.store_user, self.technician:
            with self.assertRaises(AccessError):
                cost.with_user(user).read(["amount"])
            with self.assertRaises(AccessError):
                cost.repair_id.with_user(user).read(["cost_total"])

    def test_nobody_writes_costs(self):
        cost = self._add_cost(self._counter_repair())
        with self.assertRaises(AccessError):
            cost.with_user(self.lead).write({"payer": "customer"})
        with self.assertRaises(AccessError):
            self._counter_repair().with_user(self.lead).write(
                {"cost_ids": [(0, 0, {"kind": "other", "name": "x"})]}
            )

    def test_accountant_opens_costs(self):
        self._add_cost(self._returned_repair())
        menus = self.env["ir.ui.menu"].with_user(self.accountant)._visible_menu_ids()
        menu = self.env.ref("after_sales_repair.after_sales_cost_menu_account")
        self.assertIn(menu.id, menus)
        costs = self.env["after.sales.cost"].with_user(self.accountant)
        for view in ("list", "form", "pivot", "search"):
            costs.get_views([(False, view)])
        shown = costs.get_views([(False, "list")])["models"][costs._name]["fields"]
        costs.search([]).web_read({name: {} for name in shown})
