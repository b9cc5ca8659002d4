from odoo import fields, models

REASON_CATEGORIES = [
    ("quality", "Quality"),
    ("size", "Size"),
    ("fit", "Fit"),
    ("change_of_mind", "Change of mind"),
    ("wrong_item", "Wrong item delivered"),
    ("transport", "Damaged in transport"),
    ("missing_part", "Missing part"),
    ("other", "Other"),
]


class AfterSalesReason(models.Model):
    """Why the customer brings something back, in words that a report can group by."""

    _name = "after.sales.reason"
    _description = "Return Reason"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    category = fields.Selection(REASON_CATEGORIES, required=True, default="other")
    team_id = fields.Many2one("after.sales.team", string="Default Team", ondelete="set null")
    resolution = fields.Selection(
        selection="_selection_resolution",
        string="Default Resolution",
        help="What the customer usually gets for this reason.",
    )
    liable_party = fields.Selection(
        [
            ("customer", "Customer"),
            ("company", "Us"),
            ("supplier", "Supplier"),
            ("carrier", "Carrier"),
        ],
        string="Usually Liable",
        help="Who usually pays for this reason. It also proposes who pays the way back.",
    )
    photo_required = fields.Boolean(
        help="The request cannot be sent without a photo on its line or on the return order."
    )

    def _selection_resolution(self):
        return (
            self.env["after.sales.return.line"]
            ._fields["resolution"]
            ._description_selection(self.env)
        )

    def unlink(self):
        """The database takes it off the policies that name it."""
        result = super().unlink()
        self.env.registry.clear_cache("stable")
        return result
