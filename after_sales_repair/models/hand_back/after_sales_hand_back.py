from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.after_sales_returns.tools import only_one


class AfterSalesHandBack(models.TransientModel):
    """Handing an item back at the counter: the code that the customer names."""

    _name = "after.sales.hand.back"
    _description = "Hand Back a Repair"
    _inherit = ["after.sales.checked.links.mixin"]
    _checked_links = ("repair_id",)

    repair_id = fields.Many2one("repair.order", required=True, ondelete="cascade")
    item_name = fields.Char(related="repair_id.item_name", related_sudo=False)
    accessories = fields.Text(related="repair_id.accessories", related_sudo=False)
    code = fields.Char(help="Six digits; the customer got them when the item was ready.")
    receiver = fields.Char(string="Fetched By", help="If somebody else than the customer.")
    reason = fields.Text(
        string="Why Without Code", help="For managers: how the customer was identified."
    )
    hand_back_by = fields.Selection(related="repair_id.hand_back_by", related_sudo=False)
    card = fields.Char(
        string="Slip and Identity Card",
        help="Instead of the code: which card was shown with the intake slip; it is noted.",
    )
    tracking_ref = fields.Char(string="Tracking Number", help="Of the parcel to the customer.")
    message = fields.Char(readonly=True)

    def action_hand_back(self):
        only_one(self)
        if self.reason and self.reason.strip():
            self.repair_id._hand_back_without_code(self.reason, self.receiver)
            return {"type": "ir.actions.act_window_close"}
        if self.hand_back_by == "ship":
            self.repair_id._ship_with(self.tracking_ref)
            return {"type": "ir.actions.act_window_close"}
        if self.card and self.card.strip():
            self.repair_id._hand_back_with_card(self.card, self.receiver)
            return {"type": "ir.actions.act_window_close"}
        if not self.code:
            raise UserError(
                self.env._(
                    "%(repair)s (%(item)s): ask the customer for the pick-up code and enter it, or "
                    "for the intake slip and an identity card.",
                    **self.repair_id._names(),
                )
            )
        # A wrong code is counted, so it must not be undone by an error.
        self.message = self.repair_id._hand_back_with_code(self.code, self.receiver) or False
        if not self.message:
            return {"type": "ir.actions.act_window_close"}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand Back"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
