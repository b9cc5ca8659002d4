from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from odoo.addons.after_sales_repair.models.repair.repair_order_state import SERVING
from odoo.addons.after_sales_returns.tools import only_one

from .after_sales_loan_deposit import ACCOUNTING
from .after_sales_loan_state import LENDING

MANAGER = "after_sales_returns.group_after_sales_manager"


class RepairOrder(models.Model):
    """The devices that a customer has while theirs is in repair; and the repair of a device
    that came back damaged, which goes back among the loan devices."""

    _inherit = "repair.order"
    _guarded = {
        "after_sales_loan_release_reason",
        "after_sales_open_loan_count",
        "after_sales_damaged_loan_id",
    }

    after_sales_loan_ids = fields.One2many(
        "after.sales.loan",
        "repair_id",
        string="Loans",
        groups=f"{','.join(SERVING)},{ACCOUNTING}",
    )
    after_sales_loan_count = fields.Integer(
        string="Number of Loans", compute="_compute_after_sales_loan_count", compute_sudo=True
    )
    after_sales_open_loan_count = fields.Integer(
        string="Loans Out",
        compute="_compute_after_sales_open_loan_count",
        store=True,
        help="Stored, so that lending and handing the item back at once collide on this row.",
    )
    after_sales_loan_release_reason = fields.Text(
        string="Handed Back with Loan Out",
        readonly=True,
        copy=False,
        help="Why a manager lets the item go while the customer still has a loan device.",
    )
    after_sales_damaged_loan_id = fields.Many2one(
        "after.sales.loan",
        string="Damaged in Loan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="This is a loan device of ours that came back damaged.",
    )

    def _auto_init(self):
        """No device was lent before this addon: nothing is computed for each repair ever made."""
        if not column_exists(self.env.cr, self._table, "after_sales_open_loan_count"):
            create_column(self.env.cr, self._table, "after_sales_open_loan_count", "int4")
        return super()._auto_init()

    @api.depends("after_sales_loan_ids")
    def _compute_after_sales_loan_count(self):
        for repair in self:
            repair.after_sales_loan_count = len(repair.after_sales_loan_ids)

    @api.depends("after_sales_loan_ids.state")
    def _compute_after_sales_open_loan_count(self):
        for repair in self:
            repair.after_sales_open_loan_count = len(
                repair.after_sales_loan_ids.filtered(lambda loan: loan.state == "lent")
            )

    # Lending ------------------------------------------------------------------------------------

    def action_after_sales_lend_device(self):
        """Ask which device, until when, and for which deposit."""
        only_one(self)
        self._check_role(LENDING)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair_loan.after_sales_loan_action_lend"
        ) | {"context": {"default_repair_id": self.id}}

    def action_view_after_sales_loans(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair_loan.after_sales_loan_action"
        )
        if len(self.after_sales_loan_ids) == 1:
            action |= {"views": [(False, "form")], "res_id": self.after_sales_loan_ids.id}
        return action | {"domain": [("repair_id", "in", self.ids)], "context": {}}

    # Handing back -------------------------------------------------------------------------------

    def _leaving_problems(self):
        """Nothing is handed back for nothing: the loan device comes back first."""
        return super()._leaving_problems() + self._after_sales_loan_problems()

    def _held_serial_problems(self, quant):
        """A device that is lent is with a customer, and still ours."""
        loan = self.lot_id.sudo().after_sales_loan_id
        if not loan:
            return super()._held_serial_problems(quant)
        return [
            self.env._(
                "%(repair)s (%(item)s): serial %(serial)s is our loan device, lent as "
                "%(loan)s. Take it back there, or correct the serial.",
                serial=self.lot_id.name,
                loan=loan.name,
                **self._names(),
            )
        ]

    def _after_sales_loan_problems(self):
        """:return: list of sentences: the loan devices that the customer still has"""
        self.ensure_one()
        lent = self.sudo().after_sales_loan_ids.filtered(lambda loan: loan.state == "lent")
        if self.date_handed_back or self.after_sales_loan_release_reason:
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s): %(customer)s still has %(device)s (%(loan)s). Take it "
                "back first, or have a manager release the repair.",
                customer=loan.partner_id.display_name,
                **loan._names(),
                **self._names(),
            )
            for loan in lent
        ]

    def action_after_sales_release_loan(self):
        """Ask a manager why the item goes although the loan device is out."""
        only_one(self)
        self._check_role((MANAGER,))
        return self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair_loan.after_sales_loan_release_action"
        ) | {"context": {"default_repair_id": self.id}}

    def _after_sales_release_loans(self, reason):
        """Let the items go while loan devices are out, on the word of a manager."""
        self._check_role((MANAGER,))
        self.sudo().after_sales_loan_release_reason = reason
        for repair in self:
            repair.message_post(
                body=self.env._("May be handed back with a loan device out: %s", reason)
            )

    # Damaged devices ----------------------------------------------------------------------------

    def _hand_back_location(self):
        loan = self.sudo().after_sales_damaged_loan_id
        if loan:
            return loan.warehouse_id.after_sales_loaner_location_id
        return super()._hand_back_location()

    def _is_kept_at(self, location):
        """A device back in the pool is no longer in repair."""
        loan = self.sudo().after_sales_damaged_loan_id
        pool = loan.warehouse_id.after_sales_loaner_location_id
        return super()._is_kept_at(location) and not (loan and location == pool)
