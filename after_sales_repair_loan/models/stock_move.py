from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse


class StockMove(models.Model):
    _inherit = "stock.move"

    after_sales_loan_id = fields.Many2one(
        "after.sales.loan",
        string="Loan",
        index="btree_not_null",
        copy=False,
        help="This move lends a device or takes it back.",
    )

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        return [*super()._prepare_merge_moves_distinct_fields(), "after_sales_loan_id"]

    def _action_done(self, cancel_backorder=False):
        self._check_after_sales_lent()
        return super()._action_done(cancel_backorder=cancel_backorder)

    def _check_after_sales_lent(self):
        """What a customer has is neither sold nor moved: only its loan takes it back."""
        others = self.filtered(
            lambda move: (
                move.state not in ("done", "cancel") and not move.sudo().after_sales_loan_id
            )
        )
        lines = others.move_line_ids.filtered("quantity")
        problems = [
            self.env._(
                "%(device)s is lent to %(customer)s as %(loan)s, so it is neither sold nor moved. "
                "Take it back there first.",
                device=loan._device_name(),
                customer=loan.partner_id.display_name,
                loan=loan.name,
            )
            for loan in lines.lot_id.sudo().after_sales_loan_id
        ]
        lent = self.env["stock.warehouse"]._after_sales_lent_location_ids()
        leaving = lines.filtered(lambda line: line.location_id.id in lent)
        counted = leaving.filtered(lambda line: not line.lot_id or line.tracking == "lot")
        for (place, product, lot), own in counted.grouped(
            lambda line: (line.location_id, line.product_id, line.lot_id)
        ).items():
            problems += own._after_sales_lent_problems(place, product, lot)
        refuse(problems)


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _after_sales_lent_problems(self, place, product, lot):
        """:return: list of sentences: these lines take devices without serial, of ``lot`` if
        there is one, from ``place`` that customers have"""
        loans = (
            self.env["after.sales.loan"]
            .sudo()
            .search(
                [
                    ("state", "=", "lent"),
                    ("product_id", "=", product.id),
                    ("lot_id", "=", lot.id),
                    ("warehouse_id.after_sales_lent_location_id", "=", place.id),
                ]
            )
        )
        quants = self.env["stock.quant"].sudo()._gather(product, place, lot_id=lot, strict=True)
        there = sum(quants.filtered(lambda quant: quant.lot_id == lot).mapped("quantity"))
        left = there - sum(self.mapped("quantity_product_uom"))
        if not loans or product.uom_id.compare(left, len(loans)) >= 0:
            return []
        return [
            self.env._(
                "%(device)s in %(place)s is lent: %(loans)s. It is neither sold nor moved; take it "
                "back there first.",
                device=loans[0]._device_name(),
                place=place.display_name,
                loans=", ".join(loans[:5].mapped("name")),
            )
        ]
