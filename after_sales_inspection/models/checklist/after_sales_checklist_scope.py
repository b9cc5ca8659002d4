from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache

# What says which occasions ask for an inspection.
ASKING = {"occasion", "required", "state", "active"}


class AfterSalesChecklist(models.Model):
    """For which goods a checklist is meant. Of those of an occasion the most specific one is
    chosen: one for a tag of the product before one for its category, of these the nearest."""

    _inherit = "after.sales.checklist"

    categ_ids = fields.Many2many(
        "product.category",
        "after_sales_checklist_categ_rel",
        string="Product Categories",
        help="With everything below them. Empty: every category.",
    )
    tag_ids = fields.Many2many(
        "product.tag",
        "after_sales_checklist_tag_rel",
        string="Product Tags",
        help="Products with one of these, for instance of a brand. Empty: every product.",
    )

    @api.model
    def _chosen_for(self, products, occasion, company):
        """Which checklist is filled in for products, whoever asks.

        :param products: ``product.product``
        :param occasion: a value of ``occasion``
        :return: dict product → checklist, without products that have none
        """
        candidates = self.sudo().search(
            Domain("occasion", "=", occasion)
            & Domain("state", "=", "in_use")
            & Domain("company_id", "in", (company.id, False))
        )
        chosen = {}
        for product in products.sudo() if candidates else ():
            ranked = [(one._rank(product), one) for one in candidates if one._suits(product)]
            if ranked:
                # Of equals the first in their order.
                chosen[product.sudo(False)] = max(ranked, key=lambda pair: pair[0])[1]
        return chosen

    def _suits(self, product):
        self.ensure_one()
        return bool(
            (not self.categ_ids or self._nearest_category(product))
            and (not self.tag_ids or self.tag_ids & product.all_product_tag_ids)
        )

    def _rank(self, product):
        """How specific the checklist is for ``product``: more is greater."""
        category = self._nearest_category(product)
        depth = category.parent_path.count("/") if category else 0
        return bool(self.tag_ids), depth, bool(self.company_id)

    def _nearest_category(self, product):
        """:return: of its categories the nearest above ``product``, or none"""
        path = product.categ_id.parent_path or ""
        above = self.categ_ids.filtered(lambda categ: path.startswith(categ.parent_path))
        return above.sorted(lambda categ: len(categ.parent_path))[-1:]

    def _reason(self, product):
        """Why it is filled in for ``product``.

        :return: a sentence
        """
        self.ensure_one()
        checklist, product = self.sudo(), product.sudo()
        tags = checklist.tag_ids & product.all_product_tag_ids
        if tags:
            return self.env._(
                "Chosen for the tag %(tags)s of the product.", tags=", ".join(tags.mapped("name"))
            )
        category = checklist._nearest_category(product)
        if category:
            return self.env._(
                "Chosen for the category %(category)s, the nearest that has one.",
                category=category.display_name,
            )
        return self.env._("Chosen because it is meant for every product.")

    # What is required -------------------------------------------------------------------------

    @api.model
    @ormcache()
    def _required_occasions(self):
        """:return: frozenset of the occasions that some checklist in use is required for, so that
        who asks for none pays nothing"""
        required = self.sudo().search([("required", "=", True), ("state", "=", "in_use")])
        return frozenset(required.mapped("occasion"))

    @api.model
    def _required_for(self, products, occasion, company):
        """:return: dict product → the checklist that must be filled in for it"""
        if occasion not in self._required_occasions():
            return {}
        chosen = self._chosen_for(products, occasion, company)
        return {product: checklist for product, checklist in chosen.items() if checklist.required}

    @api.model_create_multi
    def create(self, vals_list):
        checklists = super().create(vals_list)
        self.env.registry.clear_cache()
        return checklists

    def write(self, vals):
        result = super().write(vals)
        if ASKING & set(vals):
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
