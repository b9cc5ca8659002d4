from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.after_sales_returns.tools import (
    only_one,
    refuse,
    refuse_computed,
    without_defaults,
)

TRANSITIONS = {
    "draft": ("lent", "cancelled"),
    "lent": ("returned", "lost"),
    "returned": (),
    "lost": (),
    "cancelled": (),
}
LENDING = (
    "after_sales_returns.group_after_sales_store",
    "after_sales_repair.group_repair_lead",
)
# They follow the buttons; nobody writes them.
GUARDED = {
    "name",
    "state",
    "date_lent",
    "date_returned",
    "grade_in_id",
    "condition_in",
    "amount_withheld",
    "withheld_reason",
    "pay_back_method",
    "deposit_account_id",
    "date_reminded",
    "move_ids",
    "payment_ids",
    "entry_ids",
}
# What a device was lent for does not change while the customer has it.
FIXED = {
    "repair_id",
    "partner_id",
    "warehouse_id",
    "product_id",
    "lot_id",
    "deposit",
    "deposit_method",
    "grade_out_id",
    "condition_out",
}


class AfterSalesLoan(models.Model):
    """How a loan moves from state to state, and who may do it."""

    _inherit = "after.sales.loan"

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, GUARDED)
        refuse_computed(self, vals_list)
        self._check_guarded(vals_list)
        companies = self._new_companies(vals_list)
        named = self.env["ir.sequence"]._after_sales_name(self._name, vals_list, companies)
        return super().create(named)

    @api.model
    def _new_companies(self, vals_list):
        """:return: list with the company of each new loan: of its store, else of its repair"""
        stores, repairs = self.env["stock.warehouse"].sudo(), self.env["repair.order"].sudo()
        return [
            stores.browse(vals.get("warehouse_id")).company_id
            or repairs.browse(vals.get("repair_id")).company_id
            or self.env.company
            for vals in vals_list
        ]

    def write(self, vals):
        refuse_computed(self, [vals])
        self._check_guarded([vals])
        if FIXED & set(vals):
            self._check_fixed()
        result = super().write(vals)
        if "date_due" in vals:
            self.filtered(lambda loan: loan.state == "lent")._on_new_day()
        return result

    def _check_guarded(self, vals_list):
        names = {name for vals in vals_list for name in vals if name in GUARDED}
        if names and not self.env.su:
            raise UserError(
                self.env._(
                    "%(fields)s of a loan follows its buttons and is not written by hand.",
                    fields=", ".join(sorted(names)),
                )
            )

    def _check_fixed(self):
        refuse(
            [
                self.env._(
                    "%(loan)s (%(device)s) is %(state)s: who has which device against which "
                    "deposit is fixed. Take it back and lend anew.",
                    state=loan._state_label(),
                    **loan._names(),
                )
                for loan in self
                if loan.state != "draft"
            ]
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_lent(self):
        refuse(
            [
                self.env._(
                    "%(loan)s (%(device)s) is %(state)s and is kept: goods and money moved.",
                    state=loan._state_label(),
                    **loan._names(),
                )
                for loan in self
                if loan.state not in ("draft", "cancelled")
            ]
        )

    def _state_label(self):
        self.ensure_one()
        return dict(self._fields["state"]._description_selection(self.env))[self.state]

    # Lending ----------------------------------------------------------------------------------

    def action_lend(self):
        self._check_role()
        self._check_move_to("lent")
        if self:
            self.sudo()._do_lend()
        return True

    def _do_lend(self):
        self._claim_devices()
        self.write({"state": "lent", "date_lent": fields.Datetime.now()})
        self._move_devices(lambda loan: loan.warehouse_id.after_sales_lent_location_id)
        self._receive_deposits()
        for loan in self.filtered("repair_id"):
            loan.repair_id.message_post(
                body=self.env._("Lent to the customer: %(device)s (%(loan)s)", **loan._names())
            )

    def action_cancel(self):
        self._check_role()
        self._check_move_to("cancelled")
        self.sudo().state = "cancelled"
        return True

    # Taking back ------------------------------------------------------------------------------

    def action_take_back(self):
        """Ask for the condition, and what is withheld of the deposit."""
        only_one(self)
        self._check_role()
        self._check_move_to("returned")
        return self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair_loan.after_sales_loan_return_action"
        ) | {"context": {"default_loan_id": self.id}}

    def _take_back(self, goes_to="pool", **vals):
        """End the loans.

        :param goes_to: ``pool``, ``repair`` or ``scrap``: where the device goes; ``lost``: it
            does not come back
        :param vals: ``grade_in_id``, ``condition_in``, ``amount_withheld``,
            ``withheld_reason``, and what ``_pay_back_vals`` knows: without that money goes back
            the way it came
        """
        self._check_role()
        state = "lost" if goes_to == "lost" else "returned"
        self._check_move_to(state)
        wished = {name: vals.pop(name) for name in list(vals) if name.startswith("pay_back_")}
        self._check_withheld(vals.get("amount_withheld", 0.0), vals.get("withheld_reason"))
        self._check_pay_back(wished, vals.get("amount_withheld", 0.0))
        loans = self.sudo()
        for loan in loans:
            loan.write(loan._pay_back_vals(wished))
        loans.write({**vals, "state": state, "date_returned": fields.Datetime.now()})
        loans._return_devices(goes_to)
        loans._pay_deposits_back()
        loans.activity_unlink(["mail.mail_activity_data_todo"])

    # The guard --------------------------------------------------------------------------------

    def _check_role(self):
        """:raise AccessError: unless the user may write these loans, as store staff or lead"""
        self.check_access("write")
        if not self.env.su and not any(self.env.user.has_group(group) for group in LENDING):
            raise AccessError(
                self.env._("Only store staff and workshop leads lend devices: ask one of them.")
            )

    def _check_move_to(self, target):
        """Raise one error with a sentence for each loan that may not become ``target``."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        problems = []
        for loan in self:
            if target not in TRANSITIONS[loan.state]:
                problems.append(
                    self.env._(
                        "%(loan)s (%(device)s) is %(state)s and cannot become %(target)s.",
                        state=labels[loan.state],
                        target=labels[target],
                        **loan._names(),
                    )
                )
            else:
                problems += getattr(loan, f"_{target}_problems")()
        if target == "lent" and not problems:
            problems = self._device_problems()
        if target in ("returned", "lost") and not problems:
            problems = self._lent_problems_of_place()
        refuse(problems)

    # What each state asks for -----------------------------------------------------------------

    def _cancelled_problems(self):
        return []

    def _returned_problems(self):
        return self._held_problems()

    def _lost_problems(self):
        return self._held_problems()

    def _lent_problems(self):
        """What stands against this loan, its device left out."""
        self.ensure_one()
        problems = []
        if self.repair_id.after_sales_stage in ("handed_back", "cancelled"):
            problems.append(
                self.env._(
                    "%(loan)s: repair %(repair)s has ended; the customer has the item back. Lend "
                    "without a repair, or choose another one.",
                    repair=self.repair_id.name,
                    **self._names(),
                )
            )
        if self.date_due < self._today():
            problems.append(
                self.env._(
                    "%(loan)s (%(device)s) would be due on %(date)s, which has passed. Agree on a "
                    "later day.",
                    date=self.date_due,
                    **self._names(),
                )
            )
        return problems + self._deposit_problems()
