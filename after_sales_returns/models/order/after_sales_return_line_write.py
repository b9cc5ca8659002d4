from odoo import api, models
from odoo.exceptions import AccessError

from ...tools import refuse, refuse_computed, without_defaults

# What a verdict depends on, beside the sale.
JUDGED = {"product_id", "quantity", "reason_id", "resolution", "photo_ids"}


class AfterSalesReturnLine(models.Model):
    """What may be written on a line, when and by whom; every write claims anew."""

    _inherit = "after.sales.return.line"

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, {"unexpected", "price_paid_unit"})
        refuse_computed(self, vals_list)
        self._check_unexpected_vals(vals_list)
        self._check_quantity_vals(vals_list)
        lines = super().create(vals_list)
        priced = [
            line.id
            for line, vals in zip(lines, vals_list, strict=True)
            if "price_paid_unit" in vals
        ]
        lines.browse(priced)._check_price_editable()
        lines.filtered(lambda line: not line.unexpected)._check_editable()
        lines._check_line()
        lines.filtered(lambda line: line.quantity_claimed)._claim()
        lines._judge_anew()
        return lines

    def write(self, vals):
        refuse_computed(self, [vals])
        self._check_return_kept(vals)
        self._check_unexpected_vals([vals])
        if "price_paid_unit" in vals:
            self._check_price_editable()
        self._check_quantity_vals(
            [
                {"return_id": line.return_id.id, "product_id": line.product_id.id, **vals}
                for line in self
            ]
        )
        fixed = self._origin_fields() | {"product_id", "quantity", "product_uom_id"}
        if fixed & set(vals):
            self._check_editable(came={"product_id", "quantity", "product_uom_id"} & set(vals))
        result = super().write(vals)
        if (JUDGED | self._origin_fields()) & set(vals):
            self._judge_anew()
        if (fixed | {"lot_ids"}) & set(vals):
            self._check_line()
            self.filtered(lambda line: line.quantity_claimed)._claim()
        return result

    def _write_wish(self, resolution):
        """Change a wish whatever state the line is in, for one that cannot be granted any more;
        the verdict stays as it was given."""
        super().write({"resolution": resolution})
        self._propose_wish(resolution)

    def _recount(self, unit):
        """Count the same goods in ``unit``, whatever state the lines are in; the caller has
        checked that nothing of them was received or decided."""
        for line in self:
            quantity = line.product_uom_id._compute_quantity(line.quantity, unit, round=False)
            super(AfterSalesReturnLine, line).write(
                {"quantity": quantity, "product_uom_id": unit.id}
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        self._check_editable()

    @api.model
    def _origin_fields(self):
        """:return: set of the fields that name what was sold"""
        return {"sale_line_id"}

    def _check_quantity_vals(self, vals_list):
        """Name the record before the database refuses the quantity without a name."""
        problems = []
        for vals in vals_list:
            if vals.get("quantity", 1.0) > 0:
                continue
            product = self.env["product.product"].browse(vals.get("product_id"))
            sale_line = self.env["sale.order.line"].sudo().browse(vals.get("sale_line_id"))
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: the quantity must be greater than zero. Remove the "
                    "line "
                    "if nothing comes back.",
                    **{"return": self.env["after.sales.return"].browse(vals.get("return_id")).name},
                    product=(product or sale_line.product_id).display_name,
                )
            )
        refuse(problems)

    def _check_unexpected_vals(self, vals_list):
        """Only a receipt makes unexpected lines: they pass without a sold line."""
        if not self.env.su and any(vals.get("unexpected") for vals in vals_list):
            raise AccessError(
                self.env._("Unexpected lines are recorded on the receipt, not by hand.")
            )

    def _check_price_editable(self):
        """What goods without a receipt are worth is fixed with the approval; of sold goods the
        documents tell."""
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: the price paid follows the order and its invoice.",
                    **line._names(),
                )
                for line in self
                if line._has_receipt() and not self.env.su
            ]
        )
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: the return is %(state)s, so only a manager changes "
                    "the price paid.",
                    **line._names(),
                )
                for line in self
                if line.return_id.state not in ("draft", "requested") and not line._may_override()
            ]
        )

    def _judge_anew(self):
        """The policy judges what was changed after the request, and unexpected goods once they
        are tied to the order they were sold with."""
        changed = self.filtered(
            lambda line: (
                line.return_id.state == "requested"
                or (line.unexpected and line._has_receipt() and line.return_id.state == "approved")
            )
        )
        changed.sudo()._judge()

    def _check_return_kept(self, vals):
        """A line stays with its return: rules are checked on what it was, not on what it will
        be."""
        if "return_id" in vals:
            refuse(
                [
                    self.env._(
                        "%(return)s, %(product)s: a line stays with its return order. Remove it "
                        "here and add it there.",
                        **line._names(),
                    )
                    for line in self
                    if line.return_id.id != vals["return_id"]
                ]
            )

    def _check_editable(self, came=False):
        """What was approved is what the receipt says: change it by closing short or by a new
        return. An unexpected line may still be tied to the order it was sold with; what came
        (``came``) is what the warehouse recorded."""
        problems = [
            self.env._(
                "%(return)s, %(product)s: the return is %(state)s, so its lines are fixed. Close "
                "it short, or set it back to draft and change it there.",
                **line._names(),
            )
            for line in self
            if line.return_id.state not in ("draft", "requested")
            and not (line.unexpected and (self.env.su or not came))
        ]
        refuse(problems)

    def _names(self):
        """The words that a refusal names this line by."""
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "return": self.return_id.name,
            "product": self.product_id.display_name,
            "state": states.get(self.return_id.state, self.return_id.state),
        }
