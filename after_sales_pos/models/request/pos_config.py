from odoo import models
from odoo.exceptions import AccessError, UserError

from ...till_input import read_name, till_call


class PosConfig(models.Model):
    """The door of a till: what its screen may ask, each checked and handed to the service."""

    _inherit = "pos.config"

    # What was sold --------------------------------------------------------------------------------

    @till_call
    def after_sales_find(self, query):
        """Find sales by what was scanned or typed.

        :param str query: number of a receipt, order or return, or a part of a receipt's; what is
            in the QR code of a receipt, or the short code below it; serial number; barcode or
            reference of a product; phone, its last four digits, or name of a customer
        :return: dict with ``sales``, newest first, at most 30 (dicts with ``kind``, ``id``,
            ``name``, ``date`` in UTC, ``partner``, ``partner_id``, ``store``, ``total``,
            ``serial``, ``product_id`` and ``quantity`` of what was scanned) and ``message`` (a
            sentence, or False)
        """
        return self._after_sales_checked_till()._find_sales(query)

    @till_call
    def after_sales_lines(self, kind, sale_id, ticket=None):
        """What was sold, what of it may still come back, and what the policy says of it.

        :param kind: "pos", "sale" or "return"
        :param sale_id: of ``pos.order``, ``sale.order`` or ``after.sales.return``
        :param ticket: the open ticket: what it holds itself is still left
        :return: dict with ``sale`` (a row of ``after_sales_find`` and ``invoiced``) and ``lines``
            (dicts, see ``_line_row`` of ``after.sales.till``, with ``taken``: who has what may not
            come back any more, in sentences)
        """
        till = self._after_sales_checked_till()
        return till._list_lines(kind, sale_id, till._read_ticket(ticket))

    @till_call
    def after_sales_variants(self, product_id):
        """The variants of a product with what is free to be sold, here and elsewhere.

        :param product_id: of what comes back
        :return: list of dicts with ``product_id``, ``name``, ``attributes``, ``price`` (today's,
            tax included, in the till's currency), ``quantity`` (in this store, False where no
            stock is kept) and ``stores`` (the others that have some, those with most first:
            ``warehouse_id``, ``name``, ``quantity``)
        """
        till = self._after_sales_checked_till()
        return till._list_variants(till._read_product(product_id))

    # What is chosen -------------------------------------------------------------------------------

    @till_call
    def after_sales_evaluate(self, ticket, wishes):
        """Evaluate what the cashier chose.

        :param wishes: list of dict, see :class:`Wish`
        :return: dict key → dict with ``verdict``, ``verdict_reason``, ``deadline`` (ISO date or
            False), ``amount`` (refund, tax included), ``fee`` (withheld of it), ``overrides``
            (kinds that a manager still has to allow) and ``problems`` (sentences)
        """
        till = self._after_sales_checked_till()
        return till._evaluate_request(till._read_request(ticket, wishes))

    @till_call
    def after_sales_reserve(self, ticket, wishes):
        """Hold what these wishes take for 15 minutes, and nothing else for this ticket.

        :param ticket: uuid of the ticket
        :param wishes: list of dict, see :class:`Wish`
        :return: dict with ``expiry`` (UTC)
        :raise UserError: a sentence for each unit that is taken, naming who has it
        """
        till = self._after_sales_checked_till()
        return till._reserve(till._read_request(till._read_open_ticket(ticket), wishes))

    @till_call
    def after_sales_release(self, ticket):
        """Let go of what the ticket holds, and of what was allowed for it; :return: True"""
        till = self._after_sales_checked_till()
        return till._release(till._read_open_ticket(ticket))

    @till_call
    def after_sales_add_photo(self, ticket, key, name, data_base64):
        """Keep a photo for a wish until its return order is made.

        :param key: of the wish
        :param name: of the file
        :param data_base64: the image
        :return: how many photos the wish has
        :raise UserError: no image, too large, or too many
        """
        till = self._after_sales_checked_till()
        return till._add_photo(till._read_open_ticket(ticket), key, name, data_base64)

    # A manager's word -----------------------------------------------------------------------------

    @till_call
    def after_sales_override(
        self, ticket, kinds, reason, credentials, cashier, wishes=None, tenders=None
    ):
        """Write down that a manager allows these kinds of exceptions for the ticket, as it was
        shown and nothing above.

        :param ticket: uuid of the ticket
        :param kinds: list of the kinds of ``after.sales.override``
        :param reason: why, in the manager's words
        :param credentials: dict, see ``after.sales.till._find_manager``
        :param cashier: name of who stands at the till
        :param wishes: list of dict, see :class:`Wish`: the items that it is asked for
        :param tenders: list of dict with ``payment_method_id`` and ``amount`` (negative): how
            money is to be paid out
        :return: dict with ``manager``: the name
        :raise UserError: not allowed; it does not tell whether login or password was wrong
        """
        till = self._after_sales_checked_till()
        request = till._read_request(till._read_own_ticket(ticket), wishes or [])
        return till._override(request, kinds, reason, credentials, cashier, tenders or [])

    @till_call
    def after_sales_plain_verdict(self, wishes):
        """Tell the manager what will be kept beside the word that is asked for.

        :param wishes: list of dict, see :class:`Wish`
        :return: what the policies say of each, a line each
        :raise UserError: nobody said why they come back
        """
        till = self._after_sales_checked_till()
        return till._prepare_plain_vals(till._read_request("", wishes))["verdict"]

    # Carrying it out ------------------------------------------------------------------------------

    @till_call
    def after_sales_quote(self, ticket, wishes):
        """Say what the till has to put on the orders of a ticket.

        :param wishes: list of dict, see :class:`Wish`; those that money is paid for
        :return: dict with ``orders`` (one per receipt or sales order that goods come back from,
            see ``_quote_order`` of ``after.sales.till``), ``exchanges`` (the new goods) and
            ``settlement_product_id``
        :raise UserError: a wish that cannot be paid out here
        """
        till = self._after_sales_checked_till()
        return till._quote_request(till._read_request(ticket, wishes))

    @till_call
    def after_sales_drop_off(self, ticket, wishes, partner_id=False, cashier=""):
        """Carry out the wishes that no ticket pays, such as what the centre decides on and the
        store credit of sales orders.

        :param ticket: uuid of the ticket that the wishes were chosen on
        :param wishes: list of dict, see :class:`Wish`
        :param partner_id: the customer, where the sale does not tell
        :param cashier: name of who stands at the till
        :return: list of dict with ``name`` (its number), ``message`` (for the customer) and
            ``report`` (dict with ``url`` and ``title``, or False); one per record made
        :raise UserError: a sentence for all that stands against it; nothing is done
        """
        till = self._after_sales_checked_till()
        request = till._read_request(till._read_open_ticket(ticket), wishes)
        return till._drop_off(request, till._read_customer(partner_id), read_name(cashier, 100))

    # Who may ask ----------------------------------------------------------------------------------

    @property
    def _after_sales_till(self):
        """:return: what this till does with returns (``after.sales.till``), with the rights and
        in the company of this record"""
        return self.env["after.sales.till"].browse(self.ids)

    def _after_sales_checked_till(self):
        """The till of a request of its screen, with the rights to look at every store's sales.

        :return: ``after.sales.till`` in sudo, in its own company
        :raise AccessError: not a user of the Point of Sale, or another company's till
        :raise UserError: returns are switched off, or no session is open
        """
        if len(self) != 1:
            raise UserError(self.env._("Returns are taken at one till: say at which."))
        self.check_access("read")
        self._after_sales_check_user()
        till = self.sudo().exists()
        if not till.after_sales_returns:
            raise UserError(
                self.env._(
                    "%(till)s takes no returns. Send the customer to another till, or ask a "
                    "manager to switch returns on in its settings.",
                    till=till.name,
                )
            )
        if not till.current_session_id or till.current_session_id.state != "opened":
            raise UserError(
                self.env._(
                    "No session of %(till)s is open. Open the register, then take the return.",
                    till=till.name,
                )
            )
        return till.with_company(till.company_id)._after_sales_till

    def _after_sales_check_user(self):
        """:raise AccessError: not a user of the Point of Sale, or another company's till"""
        user, till = self.env.user, self.sudo()
        if self.env.su:
            return
        if not user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Returns at the till are for users of the Point of Sale."))
        if till.company_id not in user.company_ids:
            raise AccessError(
                self.env._(
                    "%(till)s belongs to %(company)s, where you do not work.",
                    till=till.name,
                    company=till.company_id.name,
                )
            )
