import json

from odoo import api, fields, models

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

    scope = fields.Text(
        readonly=True,
        help="JSON: the items that the manager saw, see ``_is_for``. Empty: all of the ticket.",
    )

    _ticket_idx = models.Index("(ticket, kind)")

    @api.model
    def _prepare_scope(self, wishes):
        """:param wishes: list of ``Wish`` that the manager was asked about
        :return: JSON list of [kind, line id, product id, quantity]; False for the whole ticket
        """
        items = [[wish.kind, wish.line.id, wish.product.id, wish.quantity] for wish in wishes]
        return json.dumps(items) if items else False

    def _is_for(self, wish):
        """Whether one of these was given for this very item, and for as many of it."""
        unit = [wish.kind, wish.line.id, wish.product.id]
        return any(
            not override.scope
            or any(
                item[:3] == unit and wish.product.uom_id.compare(wish.quantity, item[3]) <= 0
                for item in json.loads(override.scope)
            )
            for override in self
        )
