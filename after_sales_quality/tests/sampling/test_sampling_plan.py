from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.sampling.iso2859 import Sample
from .common import SamplingCommon


@tagged("post_install", "-at_install")
class TestSamplingPlan(SamplingCommon):
    def _chosen(self, product=None, partner=None):
        product, partner = product or self.shoe, partner or self.supplier
        plans = self.env["after.sales.sampling.plan"]
        return plans._chosen_for({(product, partner)}, self.company).get((product, partner))

    def test_samples(self):
        for vals, size, tightened, expected in (
            ({"method": "all"}, 30, False, {"critical": (30, 0), "major": (30, 0)}),
            ({"method": "count", "sample_count": 10}, 30, False, {"major": (10, 0)}),
            ({"method": "count", "sample_count": 10}, 30, True, {"major": (20, 0)}),
            ({"method": "count", "sample_count": 10}, 6, False, {"major": (6, 0)}),
            ({"method": "percent", "sample_percent": 10.0}, 95, False, {"minor": (10, 0)}),
            ({"method": "percent", "sample_percent": 0.1}, 30, False, {"minor": (1, 0)}),
            ({"method": "count", "accept_minor": 2}, 30, False, {"minor": (10, 2)}),
            ({"method": "aql"}, 1000, False, {"major": (80, 3), "minor": (80, 7)}),
            ({"method": "aql"}, 1000, True, {"major": (80, 2), "minor": (80, 5)}),
            (
                {"method": "aql"},
                40,
                False,
                {"critical": (13, 0), "major": (8, 0), "minor": (13, 1)},
            ),
            ({"inspection_level": "I"}, 1000, False, {"critical": (32, 0), "major": (32, 1)}),
            ({"inspection_level": "III"}, 1000, False, {"major": (125, 5)}),
        ):
            with self.subTest(vals=vals, size=size, tightened=tightened), self.undone():
                self.plan.write(vals)
                samples = self.plan._samples(size, tightened)
                for severity, sample in expected.items():
                    self.assertEqual(samples[severity], Sample(*sample))

    def test_the_most_specific_one_wins(self):
        other = self.env["res.partner"].create({"name": "Cobbler"})
        child = self.env["product.category"].create({"name": "Boots", "parent_id": self.categ.id})
        any_plan = self._create_plan(name="All", categ_ids=False)
        by_child = self._create_plan(name="Boots", categ_ids=child.ids)
        by_supplier = self._create_plan(name="Cobbler", categ_ids=False, partner_ids=other.ids)
        by_product = self._create_plan(name="Shirt", categ_ids=False, product_ids=self.shirt.ids)
        self.assertEqual(self._chosen(), self.plan)
        self.assertEqual(self._chosen(self.phone), any_plan)
        self.assertEqual(self._chosen(partner=other), by_supplier)
        self.assertEqual(self._chosen(self.shirt, other), by_product)
        self.shoe.categ_id = child
        self.assertEqual(self._chosen(), by_child)
        self.assertEqual(self._chosen(partner=other), by_supplier)

    def test_a_branch_of_a_supplier_is_the_supplier(self):
        branch = self.env["res.partner"].create({"name": "Plant", "parent_id": self.supplier.id})
        self.plan.partner_ids = branch
        self.assertEqual(self._chosen(), self.plan)
        lot = self._bought(self.shoe, 1000, partner=branch)
        self.assertEqual(lot.partner_id, self.supplier)

    def test_none_is_meant_for_other_goods(self):
        self.assertFalse(self._chosen(self.shirt))
        self.assertFalse(self._bought(self.shirt, 5))

    def test_the_example_says_what_is_refused(self):
        self.assertIn("80 units", self.plan.example)
        self.assertIn("4 major", self.plan.example)

    def test_bad_numbers_are_refused(self):
        with self.assertRefused("no lot is ever refused"):
            self._create_plan(method="count", sample_count=3, accept_major=3)
        with self.assertRefused("100"):
            self._create_plan(method="percent", sample_percent=120.0)
        for vals in ({"sample_count": 0}, {"sample_percent": 0.0}, {"skip_frequency": 1}):
            with (
                self.subTest(vals=vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                self._create_plan(**vals)
                self.env.flush_all()

    def test_a_checklist_of_another_occasion_is_refused(self):
        checklist = self.env["after.sales.checklist"].create(
            {"name": "Returns", "occasion": "customer_return"}
        )
        with self.assertRefused("not meant for purchase receipts"):
            self.plan.checklist_id = checklist
