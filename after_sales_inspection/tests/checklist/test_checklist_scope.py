from odoo.fields import Command
from odoo.tests import tagged

from ..common import InspectionCommon


@tagged("post_install", "-at_install")
class TestChecklistScope(InspectionCommon):
    """Which checklist is meant for a product."""

    def _chosen(self, product=None, occasion="customer_return"):
        product = product or self.shoe
        chosen = self.env["after.sales.checklist"]._chosen_for(product, occasion, self.company)
        return chosen.get(product, self.env["after.sales.checklist"])

    def test_category_of_the_product_or_above(self):
        below = self.env["product.category"].create({"name": "Boots", "parent_id": self.categ.id})
        self.shoe.categ_id = below
        self.assertEqual(self._chosen(), self.checklist)
        self.assertFalse(self._chosen(self.shirt))

    def test_nearest_category_comes_first(self):
        below = self.env["product.category"].create({"name": "Boots", "parent_id": self.categ.id})
        self.shoe.categ_id = below
        nearer = self._create_checklist(name="Boots", categ_ids=below.ids)
        self.assertEqual(self._chosen(), nearer)
        self.assertIn("Shoes / Boots", nearer._reason(self.shoe))

    def test_tag_comes_before_category(self):
        tag = self.env["product.tag"].create({"name": "Nova"})
        self.shoe.product_tag_ids = tag
        tagged_one = self._create_checklist(name="Nova", categ_ids=False, tag_ids=tag.ids)
        self.assertEqual(self._chosen(), tagged_one)
        self.assertIn("tag Nova", tagged_one._reason(self.shoe))

    def test_another_tag_does_not_count(self):
        tag = self.env["product.tag"].create({"name": "Nova"})
        self._create_checklist(name="Nova", categ_ids=False, tag_ids=tag.ids)
        self.assertEqual(self._chosen(), self.checklist)

    def test_one_for_every_product_comes_last(self):
        general = self._create_checklist(name="All", categ_ids=False)
        self.assertEqual(self._chosen(), self.checklist)
        self.assertEqual(self._chosen(self.shirt), general)
        self.assertIn("every product", general._reason(self.shirt))

    def test_another_occasion_does_not_count(self):
        self.assertFalse(self._chosen(occasion="before_dispatch"))

    def test_one_of_another_company_does_not_count(self):
        other = self.env["res.company"].create({"name": "Other"})
        self._create_checklist(name="Theirs", company_id=other.id, sequence=1)
        self.assertEqual(self._chosen(), self.checklist)

    def test_only_what_is_in_use_counts(self):
        self._create_checklist(use=False, name="Draft", sequence=1)
        self.assertEqual(self._chosen(), self.checklist)

    def test_many_products_take_no_more_queries_than_one(self):
        products = self.env["product.product"].create(
            [{"name": f"Shoe {number}", "categ_id": self.categ.id} for number in range(50)]
        )

        def count(records):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["after.sales.checklist"]._chosen_for(records, "customer_return", self.company)
            return self.cr.sql_log_count - before

        count(products[:1])
        self.assertEqual(count(products), count(products[:1]))

    def test_required_follows_its_checklist(self):
        checklists = self.env["after.sales.checklist"]
        self.assertNotIn("laboratory", checklists._required_occasions())
        lab = self._create_checklist(name="Lab", occasion="laboratory")
        self.assertFalse(checklists._required_for(self.shoe, "laboratory", self.company))
        lab.required = True
        self.assertEqual(
            checklists._required_for(self.shoe, "laboratory", self.company), {self.shoe: lab}
        )
        lab.action_replace()
        self.assertFalse(checklists._required_for(self.shoe, "laboratory", self.company))

    def test_scope_of_what_is_in_use_may_change(self):
        self.checklist.write({"categ_ids": [Command.clear()], "required": True, "sequence": 3})
        self.assertEqual(self._chosen(self.shirt), self.checklist)
