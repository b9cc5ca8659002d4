from odoo import fields, models

OVERRIDES = [
    ("no_receipt", "Without receipt"),
    ("policy", "Against the policy"),
    ("limit", "Above the limit"),
    ("tender", "Another tender"),
]


class AfterSalesOverride(models.Model):
    """What a manager allowed at the till that the cashier alone may not do, and why."""

    _name = "after.sales.override"
    _description = "Manager's Override at the Till"
    _order = "id desc"
    _rec_name = "reason"

    ticket = fields.Char(required=True, readonly=True)
    kind = fields.Selection(OVERRIDES, required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    config_id = fields.Many2one(
        "pos.config", string="Till", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one(related="config_id.company_id", store=True)
    manager = fields.Char(required=True, readonly=True, help="Who allowed it.")
    user_id = fields.Many2one(
        "res.users", string="Manager's Login", readonly=True, help="None: known by a PIN alone."
    )
    cashier = fields.Char(required=True, readonly=True, help="Who stood at the till.")
    return_id = fields.Many2one(
        "after.sales.return", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _ticket_kind_uniq = models.UniqueIndex(
        "(ticket, kind)", "A manager already allowed this for the ticket."
    )
