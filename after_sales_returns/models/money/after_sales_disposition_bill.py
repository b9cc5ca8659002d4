from collections import defaultdict

from odoo import fields, models
from odoo.fields import Command


class AfterSalesDisposition(models.Model):
    """Billing again what was refunded ahead of goods that never came."""

    _inherit = "after.sales.disposition"

    def _never_came_bill(self):
        """Bill the goods at the price that was refunded. The decision to take them back is
        withdrawn, so that they may come back another time.

        What was not invoiced yet is simply offered by its order again. A swap gave goods and no
        money: what was given is billed at the price paid, and stays given.
        """
        swaps = self.filtered(lambda part: part.resolution == "exchange" and part._is_swap())
        refunded = self - swaps
        shares = refunded._note_shares()
        notes = self.env["account.move"].union(*(line.move_id for line in shares))
        shares.update(dict.fromkeys(refunded._delivery_note_lines(notes), 1.0))
        vals_list = [refunded._prepare_bill_vals(note, shares) for note in notes]
        vals_list += [
            parts._prepare_swap_bill_vals(order)
            for order, parts in swaps.grouped("return_id").items()
        ]
        bills = self.env["account.move"].create(vals_list)
        bills._post(soft=False)
        for note, bill in zip(notes, bills, strict=False):
            bill._net_with(note)
        refunded._unsettle()
        self._tell_of_bills(bills)

    def _tell_of_bills(self, bills):
        for order in self.return_id:
            for bill in bills.filtered(lambda move, order=order: order.name in move.ref):
                order.message_post(
                    body=self.env._("Billed again: %(bill)s", bill=bill._get_html_link())
                )

    def _prepare_bill_vals(self, note, shares):
        """:return: dict for the ``account.move`` that bills the shares of ``note``"""
        copied = (
            "partner_id",
            "partner_shipping_id",
            "company_id",
            "journal_id",
            "currency_id",
            "fiscal_position_id",
            "invoice_user_id",
            "team_id",
        )
        lines = note.invoice_line_ids.filtered(lambda line: line in shares)
        return {
            **{name: note[name].id for name in copied},
            "move_type": "out_invoice",
            "invoice_date": fields.Date.context_today(self),
            "invoice_currency_rate": note.invoice_currency_rate,
            "invoice_origin": note.invoice_origin,
            "ref": ", ".join(lines.after_sales_disposition_id.return_id.mapped("name")),
            "invoice_line_ids": self._prepare_bill_lines(lines, shares),
        }

    def _prepare_bill_lines(self, lines, shares):
        """One line per disposition and set of taxes: the goods at the price that was refunded,
        with their discounts and their fee in it.

        :param lines: of one credit note
        :return: list of commands
        """
        details = lines._after_sales_tax_details()
        grouped = lines.grouped(lambda line: (line.after_sales_disposition_id, line.tax_ids))
        return [
            Command.create(self._prepare_bill_line_vals(group, details, shares[group[0]]))
            for group in grouped.values()
        ]

    def _prepare_bill_line_vals(self, lines, details, share):
        """:param lines: of one credit note, disposition and set of taxes; the goods come first
        :return: dict for ``account.move.line``"""
        goods = lines[0]
        unit, quantity = goods.product_uom_id, goods.quantity * share
        quantity = unit.round(quantity) if unit else quantity
        amounts = self._billed_amounts(lines, details, share)
        no_taxes = goods.tax_ids.browse()
        price = no_taxes._adapt_price_unit_to_another_taxes(
            amounts["manual_total_excluded_currency"] / quantity,
            goods.product_id,
            no_taxes,
            goods.tax_ids,
        )
        return {
            "name": goods.name,
            "product_id": goods.product_id.id,
            "product_uom_id": goods.product_uom_id.id,
            "quantity": quantity,
            "price_unit": price,
            "tax_ids": [Command.set(goods.tax_ids.ids)],
            "account_id": goods.account_id.id,
            "analytic_distribution": goods.analytic_distribution,
            "sale_line_ids": [Command.set(goods.sale_line_ids.ids)],
            "after_sales_origin_line_id": goods.id,
            "extra_tax_data": {
                "currency_id": goods.currency_id.id,
                "price_unit": price,
                "quantity": quantity,
                "discount": 0.0,
                "rate": goods.move_id.invoice_currency_rate,
                **amounts,
            },
        }

    def _billed_amounts(self, lines, details, share):
        """:return: dict of the amounts in ``extra_tax_data``: the share of what ``lines`` took
        back, base and taxes, to the cent"""
        rounding = {"currency": lines.currency_id.round, "": lines.company_currency_id.round}
        base, base_company = (sum(details[line]["base"][i] for line in lines) for i in (0, 1))
        taxes = defaultdict(lambda: defaultdict(float))
        for line in lines:
            for tax, amounts in details[line]["taxes"].items():
                for name, amount in amounts.items():
                    taxes[str(tax)][name] += amount
        return {
            "manual_total_excluded_currency": rounding["currency"](base * share),
            "manual_total_excluded": rounding[""](base_company * share),
            "manual_tax_amounts": {
                tax: {
                    name: rounding["currency" if name.endswith("currency") else ""](amount * share)
                    for name, amount in amounts.items()
                }
                for tax, amounts in taxes.items()
            },
        }

    def _prepare_swap_bill_vals(self, order):
        """:return: dict for the ``account.move`` that bills what was given for goods that were
        to come, at the price paid"""
        sale = self.line_id.sale_line_id.order_id[:1]
        return {
            **sale._prepare_invoice(),
            "invoice_date": fields.Date.context_today(self),
            "ref": order.name,
            "invoice_line_ids": [Command.create(part._prepare_swap_bill_line()) for part in self],
        }

    def _prepare_swap_bill_line(self):
        """:return: dict for the ``account.move.line``; the order has had its own price already,
        so the line is none of the order's"""
        self.ensure_one()
        sold = self.line_id.sale_line_id
        return {
            "product_id": self.product_id.id,
            "product_uom_id": self.product_uom_id.id,
            "quantity": self.quantity,
            **self._prepare_even_price_vals(sold),
            "analytic_distribution": self._sold_analytics(sold),
        }
