from odoo import api, models

# What Odoo keeps for each company by itself, also for a product that branches share.
ACCOUNTS = ("property_account_income_id", "property_account_expense_id")


class ResCompany(models.Model):
    """A branch works as its parent does: it shares the books of it, and so its store credit, fees
    and deposits. It begins with the parent's settings; what it lacks of what the parent is given
    later, it gets then."""

    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if parent := self.browse(vals.get("parent_id")):
                for name in self._after_sales_settings():
                    value = self._fields[name].convert_to_write(parent[name], parent)
                    vals.setdefault(name, value)
        companies = super().create(vals_list)
        companies.filtered("parent_id").sudo()._share_after_sales_accounts()
        return companies

    @api.model
    def _after_sales_settings(self):
        """:return: list of the names of our fields, those of all addons"""
        return [
            name
            for name, field in self._fields.items()
            if name.startswith("after_sales_")
            and field.store
            and not field.compute
            and field.type not in ("one2many", "many2many")
        ]

    def _hand_down_after_sales(self):
        """Give the branches of these companies what they lack and their parents have."""
        links = [n for n in self._after_sales_settings() if self._fields[n].type == "many2one"]
        branches = self.sudo().search([("id", "child_of", self.ids), ("parent_id", "!=", False)])
        for branch in branches.sorted("parent_path"):
            missing = {n: branch.parent_id[n].id for n in links if not branch[n]}
            if any(missing.values()):
                branch.write(missing)
        branches._share_after_sales_accounts()

    def _share_after_sales_accounts(self):
        """Have a branch book the products that it shares on the accounts of its parent."""
        for branch in self.sorted("parent_path"):
            for product in branch._after_sales_products():
                own, theirs = product.with_company(branch), product.with_company(branch.parent_id)
                for name in ACCOUNTS:
                    if theirs[name] and not own[name]:
                        own[name] = theirs[name]

    def _after_sales_products(self):
        """The products that settle returns, of whatever addon."""
        products = self.after_sales_ewallet_program_id.reward_ids.discount_line_product_id
        for name in self._after_sales_settings():
            if self._fields[name].comodel_name == "product.product":
                products |= self[name]
        return products
