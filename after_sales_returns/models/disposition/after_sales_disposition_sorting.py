from odoo import fields, models
from odoo.exceptions import UserError


class AfterSalesDisposition(models.Model):
    _inherit = "after.sales.disposition"
    _rec_name = "product_id"

    refund_percent = fields.Float(aggregator=None)
    reason_id = fields.Many2one(related="line_id.reason_id")
    customer_words = fields.Text(related="line_id.description", string="Customer's Words")
    photo_ids = fields.Many2many(related="line_id.photo_ids")
    product_image = fields.Image(related="product_id.image_256")

    def action_split(self):
        """Take one unit of each into a row of its own, to be graded apart from the rest."""
        self._check_split()
        vals_list = []
        for disposition in self:
            taken, rest = disposition._divided_fee(1)
            vals_list += disposition.copy_data({"quantity": 1, "fee": taken})
            disposition.write({"quantity": disposition.quantity - 1, "fee": rest})
        self.create(vals_list)
        return True

    def _check_split(self):
        refused = self.filtered(lambda d: d.state != "draft" or d.quantity <= 1)
        if refused:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(product)s of %(order)s cannot be split: only a quantity of more than "
                        "one that is not decided yet can.",
                        product=disposition.product_id.display_name,
                        order=disposition.return_id.name,
                    )
                    for disposition in refused
                )
            )
