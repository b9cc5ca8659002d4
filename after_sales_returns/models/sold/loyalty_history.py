from collections import defaultdict

from odoo import api, fields, models


class LoyaltyHistory(models.Model):
    """Points that go back with goods: their history is what moves them."""

    _inherit = "loyalty.history"

    after_sales_order_id = fields.Many2one(
        "sale.order",
        string="Sold With",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        help="The order whose goods came back: what it earned was taken back by this, and what "
        "it spent was given back.",
    )

    @api.model
    def _after_sales_move_points(self, vals_list):
        """Give and take points, and write it into the history. What was spent already makes a
        card fall below zero, unless the company stops there.

        Two returns at once write the same card: the later one fails, is run again, and then
        sees what the other one left.

        :param vals_list: list of dict for ``loyalty.history``: ``card_id``, ``issued`` and
            ``used`` (neither negative), ``order_model`` and ``order_id`` of the return or the
            till's order; ``used`` becomes what was taken
        :return: the ``loyalty.history``
        """
        for vals in vals_list:
            card = self.env["loyalty.card"].browse(vals["card_id"])
            document = self.env[vals["order_model"]].browse(vals["order_id"])
            points = card.points + vals["issued"]
            if document.company_id.after_sales_points_floor == "zero":
                vals["used"] = min(vals["used"], max(0.0, points))
            card.with_context(loyalty_no_mail=True).points = round(points - vals["used"], 2)
        return self.create(vals_list)

    def _after_sales_tell(self, wanted):
        """Say on the returns what was given and taken.

        :param wanted: list of float, what was to be taken with each row
        """
        texts = defaultdict(list)
        for row, points in zip(self, wanted, strict=True):
            texts[row.order_id] += row._after_sales_sentences(points - row.used)
        returns = self.env["after.sales.return"].browse(texts)
        returns._message_log_batch({order: " ".join(text) for order, text in texts.items()})

    def _after_sales_sentences(self, missing):
        """:param missing: points that were spent already and not taken"""
        self.ensure_one()
        names = {
            "order": self.after_sales_order_id.name,
            "program": self.card_id.program_id.display_name,
        }
        if self.issued:
            return [
                self.env._(
                    "%(program)s: %(points)g points of %(order)s given back.",
                    points=self.issued,
                    **names,
                )
            ]
        sentence = self.env._(
            "%(program)s: %(points)g points of %(order)s taken back.", points=self.used, **names
        )
        more = self.env._(
            "%(points)g more were spent already and are not taken.", points=round(missing, 2)
        )
        return [sentence, more] if missing else [sentence]

    def _get_order_portal_url(self):
        if self.order_id and self.order_model == "after.sales.return":
            return self.env["after.sales.return"].browse(self.order_id).get_portal_url()
        return super()._get_order_portal_url()
