from odoo import api, fields, models


class AfterSalesReturn(models.Model):
    """What a return says to its customer: in the customer's language, and to a consumer with tax
    (Directive 98/6/EC, Article 2: the selling price is the price with tax)."""

    _inherit = "after.sales.return"

    amount_refund_customer = fields.Monetary(
        string="Refund to the Customer",
        compute="_compute_amount_refund_customer",
        help="As the customer reads it: with tax for a consumer, without it for a company.",
    )

    @api.depends("amount_refund", "partner_id.commercial_partner_id.is_company")
    def _compute_amount_refund_customer(self):
        for order in self:
            if order.partner_id.commercial_partner_id.is_company:
                order.amount_refund_customer = order.amount_refund
                continue
            order.amount_refund_customer = sum(
                part.currency_id._convert(
                    part._amount_with_tax(),
                    order.currency_id,
                    order.company_id,
                    part.date_settled or fields.Date.today(),
                )
                for part in order.disposition_ids
                if part.state != "cancelled"
            )


class AfterSalesReturnLine(models.Model):
    _inherit = "after.sales.return.line"

    verdict_customer = fields.Char(
        "Verdict for the Customer",
        compute="_compute_verdict",
        store=True,
        help="The verdict in the customer's language, whoever asked for it.",
    )

    def _judge(self):
        super()._judge()
        for lang, lines in self.grouped(lambda line: line._customer_lang()).items():
            if lang == (self.env.lang or "en_US"):
                for line in lines:
                    line.verdict_customer = line.verdict_reason
                continue
            verdicts = (
                self.env["after.sales.policy"]
                .with_context(lang=lang)
                ._evaluate(lines.with_context(lang=lang))
            )
            for line in lines:
                line.verdict_customer = verdicts[line]["verdict_reason"]

    def _customer_lang(self):
        self.ensure_one()
        return self.return_id.partner_id.lang or self.env.lang or "en_US"

    def _gross_factor(self):
        """:return: what these goods cost with their taxes, for one of their untaxed amount"""
        self.ensure_one()
        sold = self.sale_line_id.sudo()
        return sold._after_sales_gross_factor() if sold else 1.0


class AfterSalesDisposition(models.Model):
    _inherit = "after.sales.disposition"

    def _amount_with_tax(self):
        """:return: what the customer gets or got with tax, whether in money or on a card, in the
        currency of the line: of a posted credit note to the cent, before it what it will be"""
        self.ensure_one()
        credited = self.sudo().refund_line_ids.filtered(
            lambda line: (
                line.parent_state == "posted"
                and line.currency_id == self.currency_id
                and not line._is_after_sales_card_share()
            )
        )
        if self.state == "settled" and credited:
            return sum(credited.mapped("price_total"))
        return self.amount_refund * self.line_id._gross_factor()
