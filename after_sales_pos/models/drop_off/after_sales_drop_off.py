from odoo import fields, models


class AfterSalesDropOff(models.Model):
    """What was dropped off at a till, by the wish on its ticket: a double click, or an answer that
    was lost on the way, does not do it again. Addons name other records than returns."""

    _name = "after.sales.drop.off"
    _description = "Dropped Off at a Till"

    ticket = fields.Char(required=True, readonly=True)
    key = fields.Char(required=True, readonly=True, help="The wish on the ticket.")
    config_id = fields.Many2one(
        "pos.config", required=True, readonly=True, index=True, ondelete="cascade"
    )
    return_id = fields.Many2one(
        "after.sales.return", readonly=True, index="btree_not_null", ondelete="cascade"
    )

    _ticket_key_unique = models.UniqueIndex("(ticket, key)", "This was dropped off already.")

    def _records(self):
        """:return: the records that were made of this wish"""
        self.ensure_one()
        return self.return_id

    def _prepare_record_vals(self, records):
        """:param records: what was made of a wish; :return: dict that names them"""
        return {"return_id": records.id}
