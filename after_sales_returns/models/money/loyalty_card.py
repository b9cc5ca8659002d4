from odoo import fields, models
from odoo.tools import SQL


class LoyaltyCard(models.Model):
    _inherit = "loyalty.card"

    def _add_store_credit(self, partner, balance, document):
        """Put store credit on the partner's eWallet; make one if there is none.

        Writing the partner first makes two settlements at once wait for each other, so that a
        customer never gets two eWallets.

        :param partner: who bought the goods
        :param balance: the liability that is booked for it, in the currency of the document's
            company: a document in a foreign currency gives what its own rate made of it
        :param document: what the eWallet's history names: a credit note, a till's order
        """
        company = document.company_id
        program = company.after_sales_ewallet_program_id
        today = fields.Date.context_today(self)
        points = company.currency_id._convert(balance, program.currency_id, company, today)
        self.env.cr.execute(SQL("UPDATE res_partner SET active = active WHERE id = %s", partner.id))
        card = self.search(
            [("program_id", "=", program.id), ("partner_id", "=", partner.id)], limit=1
        )
        if not card:
            card = self.create({"program_id": program.id, "partner_id": partner.id, "points": 0.0})
        card.points = program.currency_id.round(card.points + points)
        self.env["loyalty.history"].create(
            {
                "card_id": card.id,
                "description": document._store_credit_label(),
                "issued": points,
                "used": 0.0,
                "order_model": document._name,
                "order_id": document.id,
            }
        )
        return card

    def _is_after_sales_usable(self):
        """Whether its owner can still spend what goes back to it."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        expired = self.expiration_date and self.expiration_date < today
        return self.active and not expired and self.program_id._is_after_sales_usable()

    def _after_sales_replace(self, partner):
        """:return: a new card of the same program for ``partner``; Odoo's mail of a new card
        goes out with the next points that it gets"""
        self.ensure_one()
        cards = self.with_context(loyalty_no_mail=True)
        return cards.create(
            {"program_id": self.program_id.id, "partner_id": partner.id, "points": 0.0}
        ).with_context(loyalty_no_mail=False)
