from odoo import api, fields, models


class AfterSalesRepairCheckItem(models.Model):
    """What is looked at before an item is handed back."""

    _name = "after.sales.repair.check.item"
    _description = "Repair Check Item"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    categ_ids = fields.Many2many(
        "product.category",
        "after_sales_check_item_categ_rel",
        string="Product Categories",
        help="Empty: of every product. Of the others those of the nearest category up the tree "
        "that has any are checked.",
    )

    @api.model
    def _for_product(self, product):
        """The check list of a product."""
        categ = product.categ_id.sudo()
        ancestors = categ._after_sales_ancestors() if categ else []
        ids = [category.id for category in ancestors]
        items = self.search(["|", ("categ_ids", "=", False), ("categ_ids", "in", ids)])
        general = items.filtered(lambda item: not item.categ_ids)
        for category in ancestors:
            own = items.filtered(lambda item, category=category: category in item.categ_ids)
            if own:
                return (general | own).sorted()
        return general
