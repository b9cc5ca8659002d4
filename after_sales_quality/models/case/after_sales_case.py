from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.after_sales_returns.models.base.ir_sequence import NAMELESS

# The states in which a case is still looked into.
OPEN = ("draft", "investigating")


class AfterSalesCase(models.Model):
    """A defect of one style or several that somebody looks into.

    How it moves from state to state stands in ``after_sales_case_state.py``, how many units are
    concerned in ``after_sales_case_size.py``.
    """

    _name = "after.sales.case"
    _description = "Quality Case"
    _inherit = [
        "after.sales.state.guard.mixin",
        "after.sales.import.mixin",
        "after.sales.files.mixin",
        "after.sales.addressee.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Reference", required=True, copy=False, readonly=True, default="/", index="trigram"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    product_tmpl_ids = fields.Many2many(
        "product.template", "after_sales_case_style_rel", string="Styles", check_company=True
    )
    defect_id = fields.Many2one(
        "after.sales.defect", required=True, index=True, check_company=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        default=lambda self: self.env.user,
        tracking=True,
        domain="[('share', '=', False)]",
    )
    sentinel_id = fields.Many2one(
        "after.sales.sentinel",
        string="Alarm",
        check_company=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Which watch or alarm it was opened for.",
    )
    picture = fields.Json(related="sentinel_id.picture")
    description = fields.Text(string="What Is Known")
    cause = fields.Text(
        tracking=True, help="Why it happens: ask why until nothing is left to ask, a line each."
    )

    # Evidence ---------------------------------------------------------------------------------

    event_ids = fields.Many2many(
        "after.sales.sentinel.event",
        "after_sales_case_event_rel",
        string="Failures",
        check_company=True,
        copy=False,
        help="Of return orders, repairs and inspections. As long as the case is open, new ones of "
        "its styles and defect join by themselves.",
    )
    inspection_ids = fields.Many2many(
        "after.sales.inspection",
        "after_sales_case_inspection_rel",
        string="Inspections",
        check_company=True,
        copy=False,
        help="What a laboratory or somebody else looked at for this case.",
    )
    sampling_lot_ids = fields.Many2many(
        "after.sales.sampling.lot",
        "after_sales_case_sampling_lot_rel",
        string="Sampled Lots",
        check_company=True,
        copy=False,
        help="What was sampled at receipt.",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "after_sales_case_attachment_rel",
        string="Photos and Papers",
        copy=False,
        bypass_search_access=True,
    )
    units_failed = fields.Float(string="Failed", digits="Product Unit", compute="_compute_failures")
    store_count = fields.Integer(string="Number of Stores", compute="_compute_failures")

    @api.depends("name", "product_tmpl_ids", "defect_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for case in self:
            styles = ", ".join(case.product_tmpl_ids.mapped("name"))
            words = [case.name, styles, case.defect_id.name]
            case.display_name = " – ".join(word for word in words if word)

    @api.depends("event_ids.quantity", "event_ids.warehouse_id")
    def _compute_failures(self):
        for case in self:
            events = case.sudo().event_ids.filtered("quantity")
            case.units_failed = sum(events.mapped("quantity"))
            case.store_count = len(events.warehouse_id)

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        cases.sudo()._give_numbers()
        cases._link_failures()
        return cases

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"product_tmpl_ids", "defect_id"}:
            self.filtered(lambda case: case.state in OPEN)._link_failures()
        return result

    def _give_numbers(self):
        nameless = self.filtered(lambda case: case.name in NAMELESS)
        companies = [case.company_id for case in nameless]
        numbers = self.env["ir.sequence"]._after_sales_numbers(self._name, companies)
        for case, number in zip(nameless, numbers, strict=True):
            case.name = number

    def _failure_domain(self):
        """:return: domain of the failures of the styles and the defect"""
        self.ensure_one()
        return [
            ("company_id", "=", self.company_id.id),
            ("product_tmpl_id", "in", self.product_tmpl_ids.ids),
            ("defect_id", "=", self.defect_id.id),
            ("quantity", ">", 0),
        ]

    def _link_failures(self):
        """Link what failed so far."""
        for case in self.sudo():
            case.event_ids |= self.env["after.sales.sentinel.event"].search(case._failure_domain())

    @api.model
    def _link_new_failures(self, events):
        """Link failures with the open cases of their styles and defects.

        :param events: ``after.sales.sentinel.event``
        """
        cases = self.sudo().search(
            [
                ("state", "in", OPEN),
                ("company_id", "in", events.company_id.ids),
                ("product_tmpl_ids", "in", events.product_tmpl_id.ids),
                ("defect_id", "in", events.defect_id.ids),
            ]
        )
        for case in cases:
            case.event_ids |= events.filtered_domain(Domain(case._failure_domain()))

    # Buttons ----------------------------------------------------------------------------------

    def action_open_events(self):
        """:return: action that opens the failures by store"""
        return self._action_of_events({"group_by": ["warehouse_id"]})

    def action_open_years(self):
        """:return: action that opens the failures by production year"""
        return self._action_of_events({"group_by": ["production_year"]})

    def _action_of_events(self, context):
        domain = [("id", "in", self.event_ids.ids)]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Failures"),
            "res_model": "after.sales.sentinel.event",
            "view_mode": "list,graph,pivot,form",
            "domain": domain,
            "context": context,
        }
