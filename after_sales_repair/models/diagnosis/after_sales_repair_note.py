from odoo import api, fields, models
from odoo.exceptions import UserError

LEAD = "after_sales_repair.group_repair_lead"


class AfterSalesRepairNote(models.Model):
    """What a technician saw or did, with photos. The customer sees what was released."""

    _name = "after.sales.repair.note"
    _description = "Repair Note"
    _inherit = ["after.sales.files.mixin", "after.sales.checked.links.mixin"]
    _checked_links = ("repair_id", "photo_ids")
    _order = "date desc, id desc"

    repair_id = fields.Many2one("repair.order", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="repair_id.company_id", store=True, index=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", string="Written By", required=True, default=lambda self: self.env.user
    )
    text = fields.Text(required=True)
    photo_ids = fields.Many2many(
        "ir.attachment",
        "after_sales_repair_note_photo_rel",
        string="Photos",
        copy=False,
        bypass_search_access=True,
    )
    released = fields.Boolean(
        string="For the Customer", help="The customer reads it and sees its photos."
    )

    @api.depends("text")
    def _compute_display_name(self):
        for note in self:
            note.display_name = (note.text or "").split("\n")[0][:80]

    @api.model_create_multi
    def create(self, vals_list):
        self._check_author(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_author([vals])
        result = super().write(vals)
        if "released" in vals and not vals["released"]:
            # What the customer's page linked to is not open any more.
            self.sudo().photo_ids.access_token = False
        return result

    def _check_author(self, vals_list):
        others = {vals["user_id"] for vals in vals_list if "user_id" in vals} - {self.env.uid}
        if others and not self.env.su and not self.env.user.has_group(LEAD):
            raise UserError(self.env._("A note is written in one's own name."))
