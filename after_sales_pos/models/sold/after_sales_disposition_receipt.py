from collections import defaultdict

from odoo import models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse

from .account_tax import exact_taxes, price_unit
from .worth import Share


class CardSplit:
    """What cards get of receipts that several credit notes give back at once."""

    def __init__(self):
        self.back, self.given = defaultdict(float), defaultdict(float)

    def dues(self, receipt, back):
        """:param back: what one more credit note gives back of ``receipt``
        :return: dict card's line → its part of that
        """
        self.back[receipt] += back
        dues = {}
        for card, due in receipt._after_sales_card_dues(self.back[receipt]).items():
            dues[card] = receipt.currency_id.round(due - self.given[card])
            self.given[card] = due
        return dues


class AfterSalesDisposition(models.Model):
    """Goods sold at a till that somebody else than a till pays back, as the centre does: a
    credit note of the receipt, of its invoice where there is one, to the cent what a till would
    give."""

    _inherit = "after.sales.disposition"

    def _prepare_blind_note_vals(self, amounts):
        sold = self.filtered(lambda part: part._receipt())
        others = self - sold
        return [
            *super(AfterSalesDisposition, others)._prepare_blind_note_vals(amounts),
            *sold._prepare_receipt_notes_vals(amounts),
        ]

    def _fit_blind_notes(self, notes):
        """What comes back of a receipt is exact already: to the cent what is left of it."""
        sold = self.filtered(lambda part: part._receipt())
        super(AfterSalesDisposition, self - sold)._fit_blind_notes(notes)
        for part in sold:
            lines = part.refund_line_ids & notes.invoice_line_ids
            lines = lines.filtered(lambda line: line._is_after_sales_goods())
            units = sum(lines.mapped("after_sales_quantity"))
            part._write_credited(units, sum(lines.mapped("price_subtotal")))

    def _prepare_receipt_notes_vals(self, amounts):
        """:param amounts: dict disposition → untaxed amount, added to
        :return: list of dict for ``account.move``, one per receipt and return order
        :raise UserError: all of it was credited by hand, and nobody said that nothing more is to
            be paid
        """
        sold = self.line_id.pos_line_id.sudo()
        if sold:
            sold._collide_on_after_sales_claims()
        cut = sold._after_sales_cutter()
        pieces = {part: part._cut_receipt(cut) for part in self}
        before = self.filtered(lambda part: not pieces[part].units)
        refuse([part._by_hand_sentence() for part in before if not part.nothing_to_pay])
        vals_list, split = [], CardSplit()
        paid = (self - before).grouped(lambda part: (part._receipt(), part.return_id))
        for (receipt, order), parts in paid.items():
            lines, back = [], 0.0
            for part in parts:
                for vals, total, untaxed in part._prepare_receipt_lines(pieces[part]):
                    lines.append(vals)
                    amounts[part] += untaxed
                    back += 0.0 if part._resolution_row().ewallet else total
            lines += parts._prepare_card_lines(split.dues(receipt, back) if back else {})
            lines += parts._prepare_coin_lines(receipt)
            vals_list.append(
                {
                    **order._prepare_note_head_vals(),
                    **parts._prepare_receipt_note_vals(receipt, order),
                    "invoice_line_ids": [Command.create(vals) for vals in lines],
                }
            )
        return vals_list

    def _prepare_card_lines(self, dues):
        """What gift cards and eWallets get back, for no money is paid for it.

        :param dues: dict card's line of the receipt → amount
        :return: list of dict for ``account.move.line``
        """
        for card, due in dues.items():
            if due:
                card._check_after_sales_card_usable()
        return [
            {
                "name": card.full_product_name or card.product_id.display_name,
                "product_id": card.product_id.id,
                "quantity": 1.0,
                "price_unit": -due,
                "tax_ids": [Command.set(card.tax_ids_after_fiscal_position.ids)],
                "after_sales_pos_line_id": card.id,
                "after_sales_disposition_id": self[:1].id,
            }
            for card, due in dues.items()
            if due
        ]

    def _prepare_coin_lines(self, receipt):
        """What a till rounded to coins comes back with the last of the goods. Of an invoice it
        comes back as Odoo rounded that.

        :return: list of dict for ``account.move.line``
        """
        rounding = receipt.config_id.rounding_method.with_company(receipt.company_id)
        if receipt.account_move or not rounding:
            return []
        coins = receipt._after_sales_coins_left(self)
        if not coins:
            return []
        account = rounding.profit_account_id if coins > 0 else rounding.loss_account_id
        return [
            {
                "name": rounding.name,
                "account_id": account.id,
                "quantity": 1.0,
                "price_unit": coins,
                "tax_ids": [Command.clear()],
                "after_sales_disposition_id": self[:1].id,
            }
        ]

    def _cut_receipt(self, cut):
        """:param cut: see ``_after_sales_cutter``
        :return: what comes back of the receipt's line for this disposition
        """
        pos_line = self.line_id.pos_line_id.sudo()
        return cut(pos_line, self._sale_quantity(), self.refund_percent)

    def _prepare_receipt_note_vals(self, receipt, order):
        """What the credit note of a receipt has beyond its lines.

        :return: dict for ``account.move``
        """
        vals = {
            "partner_id": order.partner_id.id,
            "company_id": order.company_id.id,
            "currency_id": receipt.currency_id.id,
            "fiscal_position_id": receipt.fiscal_position_id.id,
            "invoice_origin": receipt.pos_reference or receipt.name,
        }
        invoice = receipt._after_sales_standing_bills()[:1] or receipt.account_move
        if invoice:
            vals.update(
                reversed_entry_id=invoice.id,
                partner_id=invoice.partner_id.id,
                journal_id=invoice.journal_id.id,
                invoice_currency_rate=invoice.invoice_currency_rate,
            )
        return vals

    def _prepare_receipt_lines(self, piece):
        """The goods with their part of the discounts, and the fee that is withheld.

        :param piece: what comes back, see ``_after_sales_cutter``
        :return: list of (dict for ``account.move.line``, its total, its untaxed amount)
        """
        lines = [
            self._prepare_piece_line(piece, source, total, taxes)
            for source, (total, taxes) in self._sum_piece(piece).items()
        ]
        return [*lines, self._prepare_receipt_fee_line()] if self.fee else lines

    def _prepare_receipt_fee_line(self):
        """The restocking fee: withheld at the taxes of the goods, and no goods itself.

        :return: as of ``_prepare_piece_line``
        """
        pos_line = self.line_id.pos_line_id.sudo()
        gross = pos_line.price_subtotal_incl / (pos_line.price_subtotal or 1.0)
        fee = -self.currency_id.round(self.fee * gross)
        fiscal_position = pos_line.order_id.fiscal_position_id
        product = self.product_id.product_tmpl_id.with_company(self.company_id)
        account = product.get_product_accounts(fiscal_pos=fiscal_position)["income"]
        vals = {
            **self._prepare_receipt_line_vals(pos_line, fee, 1.0),
            **self._prepare_fee_product_vals(account, fiscal_position),
        }
        vals["product_id"] = vals["product_id"] or self.product_id.id
        return vals, fee, -self.fee

    def _sum_piece(self, piece):
        """What discounts lower the goods by stands on the line of the goods; where its taxes are
        others than theirs, on a line of its own.

        :return: dict source → (total with taxes, dict tax id → (base, tax)), positive for goods;
            the first is the sold line
        """
        pos_line = self.line_id.pos_line_id.sudo()
        shares = pos_line._after_sales_discount_shares()[pos_line]
        sums = defaultdict(lambda: (0.0, {}))
        for source, share in {pos_line: Share(), **shares}.items():
            is_alone = source.tax_ids_after_fiscal_position - pos_line.tax_ids_after_fiscal_position
            owner = source if is_alone else pos_line
            part, part_taxes = piece.part(source, share)
            total, taxes = sums[owner]
            for tax_id, pair in part_taxes.items():
                own = taxes.get(tax_id, (0.0, 0.0))
                taxes[tax_id] = tuple(
                    whole - amount for whole, amount in zip(own, pair, strict=True)
                )
            sums[owner] = (self.currency_id.round(total - part), taxes)
        return sums

    def _prepare_piece_line(self, piece, source, total, taxes):
        """:param source: the sold line, or a discount on the receipt; other parameters as of
            ``_sum_piece``
        :return: (dict for ``account.move.line``, its total, its untaxed amount)
        """
        is_goods = source == self.line_id.pos_line_id
        quantity = self.quantity if is_goods else 1.0
        vals = self._prepare_receipt_line_vals(source, total, quantity, taxes)
        if is_goods:
            vals.update(product_uom_id=self.product_uom_id.id, after_sales_quantity=piece.units)
        else:
            name = source.full_product_name or source.product_id.display_name
            vals.update(name=name, after_sales_pos_line_id=source.id)
        return vals, total, total - sum(tax for _base, tax in taxes.values())

    def _prepare_receipt_line_vals(self, source, total, quantity, amounts=None):
        """The taxes are those of the receipt, whatever the product's are today.

        :param source: line of the receipt, the goods' or a discount's
        :param amounts: dict tax id → (base, tax) that the line has to come to
        :return: dict for ``account.move.line`` that comes to ``total``, tax included
        """
        is_goods = source == self.line_id.pos_line_id
        product = self.product_id if is_goods else source.product_id
        taxes, currency = source.tax_ids_after_fiscal_position, source.currency_id
        price = price_unit(taxes, total, quantity, currency, product)
        line = {"amount": total, "qty": quantity, "price_unit": price, "discount": 0.0}
        exact = amounts and exact_taxes(line, currency, amounts)
        return {
            "product_id": product.id,
            "quantity": quantity,
            "price_unit": price,
            "tax_ids": [Command.set(taxes.ids)],
            "extra_tax_data": exact or False,
            "after_sales_disposition_id": self.id,
        }
