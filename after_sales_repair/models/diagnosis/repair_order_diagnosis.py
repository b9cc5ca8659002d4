from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.after_sales_returns.tools import refuse, without_defaults

from ..repair.repair_order_state import SERVING, WORKING

LEAD = "after_sales_repair.group_repair_lead"
# What the verdict on the warranty rests on: fixed with the diagnosis.
DIAGNOSED = {
    "after_sales_defect_id",
    "cause_id",
    "warranty_override",
    "warranty_override_reason",
    "purchase_date",
    "purchase_proof_ids",
}
OVERRIDE = {"warranty_override", "warranty_override_reason"}


class RepairOrder(models.Model):
    """What the technician finds, and what follows for who pays."""

    _inherit = "repair.order"

    product_categ_id = fields.Many2one(related="product_id.categ_id", string="Product Category")
    after_sales_defect_id = fields.Many2one(
        "after.sales.defect",
        string="Defect",
        check_company=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        domain="['|', ('categ_ids', '=', False), ('categ_ids', 'parent_of', product_categ_id)]",
        help="What is wrong with it, by the catalogue.",
    )
    cause_id = fields.Many2one(
        "after.sales.repair.cause",
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        domain="['|', ('categ_ids', '=', False), ('categ_ids', 'parent_of', product_categ_id)]",
    )
    diagnosis_note = fields.Text(string="Diagnosis", copy=False)
    note_ids = fields.One2many(
        "after.sales.repair.note", "repair_id", string="Notes", groups=",".join(SERVING)
    )
    warranty_override = fields.Selection(
        [("free", "Free all the same"), ("paid", "The customer pays")],
        string="Against the Terms",
        copy=False,
        help="Only a workshop lead decides against the warranty terms, and says why.",
    )
    warranty_override_reason = fields.Char(string="Why", copy=False)

    # Guards -----------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, {"under_warranty", *OVERRIDE})
        is_free = any(vals.get("under_warranty") for vals in vals_list)
        self._check_free_vals(is_free and not self._works_as_in_odoo())
        self._check_override_vals(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        ours = self.filtered(lambda repair: not repair._is_odoos_own())
        self._check_free_vals(ours and "under_warranty" in vals)
        self._check_override_vals([vals])
        if DIAGNOSED & set(vals) and not self.env.su:
            self._check_undiagnosed()
        return super().write(vals)

    def _check_free_vals(self, written):
        """Odoo's own tick makes a repair free: it follows the diagnosis."""
        if written and not self.env.su:
            refuse(
                [
                    self.env._(
                        "Whether a repair is under warranty follows its diagnosis and is not "
                        "written by hand. A workshop lead may decide against the terms."
                    )
                ]
            )

    def _check_override_vals(self, vals_list):
        wanted = any(vals.get(name) for vals in vals_list for name in OVERRIDE)
        if wanted and not self.env.su and not self.env.user.has_group(LEAD):
            raise AccessError(
                self.env._(
                    "Only a workshop lead decides against the warranty terms: ask yours to do it."
                )
            )

    def _check_undiagnosed(self):
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s) is diagnosed, so defect, cause and warranty are fixed. "
                    "Diagnose it anew first.",
                    **repair._names(),
                )
                for repair in self
                if repair.date_diagnosed
            ]
        )

    # Diagnosed --------------------------------------------------------------------------------

    def action_diagnosed(self):
        """Fix what was found and whether the customer pays."""
        self._check_role(WORKING)
        self._check_diagnosed()
        self.sudo()._do_diagnose()
        return True

    def _check_diagnosed(self):
        problems = []
        for repair in self:
            problems += repair._diagnosis_problems()
        refuse(problems)

    def _diagnosis_problems(self):
        """:return: list of sentences that stand against the diagnosis"""
        self.ensure_one()
        names = self._names()
        if self.date_diagnosed:
            return [
                self.env._("%(repair)s (%(item)s) is diagnosed already. Diagnose it anew.", **names)
            ]
        if self.state not in ("confirmed", "under_repair"):
            return [
                self.env._(
                    "%(repair)s (%(item)s) is not in the workshop: only what was taken in and is "
                    "not finished is diagnosed.",
                    **names,
                )
            ]
        problems = self._item_problems()
        if not self.after_sales_defect_id or not self.cause_id:
            problems.append(
                self.env._(
                    "%(repair)s (%(item)s): enter the defect and the cause that you found.",
                    **names,
                )
            )
        if self.warranty_override and not (self.warranty_override_reason or "").strip():
            problems.append(
                self.env._(
                    "%(repair)s (%(item)s): write why you decide against the warranty terms.",
                    **names,
                )
            )
        return problems

    def _do_diagnose(self):
        self._evaluate_warranty()
        now = fields.Datetime.now()
        for free, repairs in self.grouped(lambda repair: repair._is_free()).items():
            repairs.write({"date_diagnosed": now, "under_warranty": free})
        self._tell_of_overrides()
        self._on_diagnosed()

    def _is_free(self):
        """Whether the customer pays nothing: within the warranty, or a lead said so."""
        self.ensure_one()
        if self.warranty_override and self.after_sales_origin != "store":
            return self.warranty_override == "free"
        return self.warranty_verdict == "in"

    def _tell_of_overrides(self):
        """Note who decided against the terms, and why."""
        labels = dict(self._fields["warranty_override"]._description_selection(self.env))
        for repair in self.filtered("warranty_override"):
            repair.message_post(
                body=self.env._(
                    "%(decision)s, against the warranty terms: %(reason)s (the terms say: "
                    "%(verdict)s)",
                    decision=labels[repair.warranty_override],
                    reason=repair.warranty_override_reason,
                    verdict=repair.warranty_reason,
                )
            )

    def _quote_diagnosis(self):
        """What was found, in words for the customer; printed on the quotation."""
        self.ensure_one()
        return self.diagnosis_note or self.after_sales_defect_id.name or ""

    def _under_repair_problems(self):
        return super()._under_repair_problems() or self._undiagnosed_problems()

    def _done_problems(self):
        return self._undiagnosed_problems() or super()._done_problems()

    def _undiagnosed_problems(self):
        """Who pays follows from the diagnosis: no work before it, and no end without it."""
        self.ensure_one()
        if self.date_diagnosed or self._is_odoos_own():
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s) is not diagnosed, so nobody knows who pays. Diagnose it "
                "first.",
                **self._names(),
            )
        ]

    def _on_diagnosed(self):
        """The items are diagnosed: who pays and what it takes is known."""

    # Diagnosed anew ---------------------------------------------------------------------------

    def action_diagnose_anew(self):
        """Take the diagnosis back: the technician found something else."""
        self._check_role(WORKING)
        self._check_diagnose_anew()
        repairs = self.sudo()
        repairs.write({"date_diagnosed": False, "under_warranty": False})
        repairs._evaluate_warranty()
        return True

    def _check_diagnose_anew(self):
        problems = []
        for repair in self:
            if not repair.date_diagnosed or repair.state not in ("confirmed", "under_repair"):
                problems.append(
                    self.env._(
                        "%(repair)s (%(item)s): only a diagnosed item that is not finished is "
                        "diagnosed anew.",
                        **repair._names(),
                    )
                )
            elif repair.quote_state not in ("none", "expired"):
                problems.append(
                    self.env._(
                        "%(repair)s (%(item)s): the customer has quotation %(quotation)s for this "
                        "diagnosis. Cancel the quotation first.",
                        quotation=repair.sudo().sale_order_id.name,
                        **repair._names(),
                    )
                )
        refuse(problems)

    # Notes ------------------------------------------------------------------------------------

    def _portal_notes(self):
        """The notes that the customer may read, in superuser mode."""
        return self.sudo().note_ids.filtered("released")
