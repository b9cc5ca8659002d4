from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import only_one

from ..defect.after_sales_defect import SEVERITIES


class AfterSalesChecklist(models.Model):
    """One version of a checklist: what an inspector looks at on an occasion, and what follows.

    How versions come and go stands in ``after_sales_checklist_state.py``, for which goods one is
    meant in ``after_sales_checklist_scope.py``.
    """

    _name = "after.sales.checklist"
    _description = "Checklist"
    _inherit = ["after.sales.link.guard.mixin"]
    _order = "sequence, name, version desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    occasion = fields.Selection(
        [
            ("customer_return", "Customer return"),
            ("store_receipt", "Receipt at a store"),
            ("before_dispatch", "Before dispatch"),
            ("laboratory", "Laboratory"),
        ],
        required=True,
        default="customer_return",
        index=True,
    )
    required = fields.Boolean(
        help="Goods go on only once it is filled in: no return is decided, nothing leaves for a "
        "customer before."
    )
    fails_from = fields.Selection(
        SEVERITIES,
        required=True,
        default="minor",
        help="How severe a failed item must be for the whole inspection to have failed.",
    )
    instructions = fields.Text(translate=True, help="What an inspector reads first.")
    item_ids = fields.One2many("after.sales.checklist.item", "checklist_id", copy=True)
    rule_ids = fields.One2many("after.sales.checklist.rule", "checklist_id", copy=True)
    item_count = fields.Integer(compute="_compute_item_count", string="Number of Items")

    @api.depends("item_ids")
    def _compute_item_count(self):
        for checklist in self:
            checklist.item_count = len(checklist.item_ids)

    @api.depends("name", "version")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for checklist in self:
            name = checklist.name or ""
            if checklist.version > 1:
                name = self.env._(
                    "%(name)s, version %(number)s", name=name, number=checklist.version
                )
            checklist.display_name = name

    def _occasion_row(self):
        """What holds for its occasion: a row of ``after.sales.occasion``."""
        return self.env["after.sales.occasion"]._row(self.occasion)

    def open_preview(self):
        """What an inspector will see, of a draft, too.

        :return: dict with ``checklist``, ``instructions`` and ``items`` (list of dict, see
            ``_page_item`` of the item)
        :raise AccessError: if the checklist is not the user's to read
        """
        only_one(self)
        self.check_access("read")
        return {
            "checklist": self.display_name,
            "instructions": self.instructions or "",
            "items": [item._page_item() for item in self.sudo().item_ids],
        }
