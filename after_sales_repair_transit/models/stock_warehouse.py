from odoo import fields, models

from odoo.addons.after_sales_returns.tools import refuse


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    after_sales_transit_batches_per_week = fields.Integer(
        string="Transit Batches per Week",
        help="How many transit batches this store may send to its workshop in a calendar week; the "
        "freight of more is charged to the store. 0: as many as it likes.",
    )
    after_sales_transit_batch_count = fields.Integer(
        string="Transit Batches Sent",
        readonly=True,
        copy=False,
        default=0,
        help="Written with each dispatch, so that two people who send at once collide on this "
        "row, and the limit of the week holds.",
    )

    _after_sales_week_limit = models.Constraint(
        "CHECK(after_sales_transit_batches_per_week >= 0)",
        "The number of transit batches per week cannot be negative. 0 means no limit.",
    )

    # A store or a workshop closes ---------------------------------------------------------------

    def _after_sales_open_batches(self):
        return self.env["after.sales.transit.batch"].search(
            [
                ("state", "in", ("draft", "sent")),
                "|",
                ("store_id", "in", self.ids),
                ("workshop_id", "in", self.ids),
            ]
        )

    def _after_sales_open_documents(self):
        batches = (self.env._("transit batches"), self._after_sales_open_batches())
        return [*super()._after_sales_open_documents(), batches]

    def _after_sales_hand_over(self, target):
        """A parcel between two stores says whose it is: it arrives first."""
        refuse(
            [
                self.env._(
                    "Transit batch %(batch)s is not received yet. Receive it, or delete it if "
                    "it was not sent, before %(warehouse)s is handed over.",
                    batch=batch.name,
                    warehouse=self.name,
                )
                for batch in self.sudo()._after_sales_open_batches()
            ]
        )
        return super()._after_sales_hand_over(target)
