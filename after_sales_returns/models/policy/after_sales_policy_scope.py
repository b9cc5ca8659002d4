from odoo import api, models, tools

SCOPE = (
    "categ_ids",
    "product_tag_ids",
    "partner_category_ids",
    "reason_ids",
    "excluded_categ_ids",
    "excluded_tag_ids",
    "sealed_tag_ids",
)


class AfterSalesPolicy(models.Model):
    """Which policies are active and what they name: known without a query, for it changes rarely
    and is asked of every line that is to come back."""

    _inherit = "after.sales.policy"

    @api.model
    def _search_active(self, companies):
        """:return: the active policies of ``companies``, in order"""
        policies = self.sudo().browse(self._scopes())
        return policies.filtered(lambda one: not one.company_id or one.company_id in companies)

    def _scope(self):
        """:return: dict name of a field → frozenset of the ids that the policy names in it"""
        self.ensure_one()
        return self._scopes().get(self.id) or self._read_scope()

    @api.model
    @tools.ormcache(cache="stable")
    def _scopes(self):
        """:return: dict id of each active policy, in order → its scope"""
        active = self.sudo().with_context(active_test=False).search([("active", "=", True)])
        return {policy.id: policy._read_scope() for policy in active}

    def _read_scope(self):
        return {name: frozenset(self[name]._ids) for name in SCOPE}

    @api.model_create_multi
    def create(self, vals_list):
        result = super().create(vals_list)
        self.env.registry.clear_cache("stable")
        return result

    def write(self, vals):
        result = super().write(vals)
        if {"active", "sequence", *SCOPE} & vals.keys():
            self.env.registry.clear_cache("stable")
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache("stable")
        return result


class ProductCategory(models.Model):
    _inherit = "product.category"

    def unlink(self):
        """The database takes it off the policies that name it."""
        result = super().unlink()
        self.env.registry.clear_cache("stable")
        return result


class ProductTag(models.Model):
    _inherit = "product.tag"

    def unlink(self):
        """The database takes it off the policies that name it."""
        result = super().unlink()
        self.env.registry.clear_cache("stable")
        return result
