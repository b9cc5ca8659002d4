from odoo import api, fields, models

# What a customer hands in and is told, as the intake slip prints it.
FACTS = (
    "item_name",
    "item_serial",
    "item_condition",
    "accessories",
    "fault_description",
    "date_intake",
    "date_promised",
)


class RepairOrder(models.Model):
    """What a customer signed, or was told when the item was taken in, stays as it was: the slip
    prints it, whatever is found out and corrected later. The chatter tells of that."""

    _inherit = "repair.order"
    _guarded = {"intake_facts"}

    item_name = fields.Char(tracking=True)
    item_serial = fields.Char(tracking=True)
    item_condition = fields.Text(tracking=True)
    accessories = fields.Text(tracking=True)
    fault_description = fields.Text(tracking=True)
    intake_facts = fields.Json(
        readonly=True,
        copy=False,
        help="What the customer signed; of an item without signature what was known when it was "
        "taken in.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        repairs = super().create(vals_list)
        signed = [
            repair.id
            for repair, vals in zip(repairs, vals_list, strict=True)
            if vals.get("intake_signature")
        ]
        repairs.browse(signed)._note_signed_facts()
        return repairs

    def write(self, vals):
        result = super().write(vals)
        if "intake_signature" in vals:
            self._note_signed_facts()
        return result

    def _note_signed_facts(self):
        """The signature stands for what the customer saw; without one, nothing was signed."""
        for repair in self.sudo():
            repair.intake_facts = repair.intake_signature and repair._current_facts()

    def _note_intake_facts(self):
        """Taken in: add what was not known yet when it was signed."""
        for repair in self.sudo():
            signed = repair.intake_facts or {}
            repair.intake_facts = {
                name: signed.get(name) or value for name, value in repair._current_facts().items()
            }

    def _current_facts(self):
        """:return: dict, as JSON holds it"""
        self.ensure_one()
        return {
            name: fields.Datetime.to_string(self[name]) if name.startswith("date_") else self[name]
            for name in FACTS
        }

    def _slip_facts(self):
        """:return: dict name of a field → what the intake slip says of it: as it is now for an
        item that is not taken in yet"""
        self.ensure_one()
        facts = self.intake_facts or self._current_facts()
        return {
            name: fields.Datetime.to_datetime(value) if name.startswith("date_") else value
            for name, value in facts.items()
        }
