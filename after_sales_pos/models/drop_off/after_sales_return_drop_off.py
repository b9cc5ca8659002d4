from odoo import models


class AfterSalesReturn(models.Model):
    """What the customer is told at the counter of a return that a till took in."""

    _inherit = "after.sales.return"

    def _after_sales_drop_off_sentence(self):
        """:return: str, what happened and what comes next"""
        self.ensure_one()
        names = {"products": ", ".join(self.line_ids.product_id.mapped("display_name"))}
        if self.state == "refused":
            return self.env._(
                "Not taken back. %(reason)s",
                reason=self.refusal_reason or "",
            )
        credits = self._store_credit_given()
        if credits:
            return self.env._(
                "%(products)s: %(amount)s is on your store credit.",
                amount=self.currency_id.format(credits),
                **names,
            )
        centre = self.line_ids.centre_id[:1] or self.pos_config_id.after_sales_centre_id
        if centre:
            return self.env._(
                "%(products)s: we send it to %(centre)s, which checks it and decides. Your "
                "number is %(return)s.",
                **{"return": self.name},
                centre=centre.name,
                **names,
            )
        return self.env._(
            "%(products)s: we check it and decide. Your number is %(return)s.",
            **{"return": self.name},
            **names,
        )

    def _store_credit_given(self):
        """:return: float, tax included, in the currency of the return"""
        parts = self.disposition_ids.filtered(
            lambda part: part.resolution == "store_credit" and part.state == "settled"
        )
        return sum(parts.refund_line_ids.mapped("price_total"))

    def _after_sales_drop_off_report(self):
        """The return slip, at an address that whoever stands at the till may open.

        :return: dict with ``url`` and ``title``, or False where nothing was taken in
        """
        self.ensure_one()
        if self.state not in ("approved", "closed"):
            return False
        return {
            "url": self.get_portal_url(report_type="pdf"),
            "title": self.env._("Return slip %(return)s", **{"return": self.name}),
        }
