from odoo import models

from ...tools import refuse


class AfterSalesReturnLine(models.Model):
    """What makes a line of a return impossible, in sentences, and the claim on the sold unit."""

    _inherit = "after.sales.return.line"

    def _check_line(self):
        """Refuse lines that no return may have, all of them in one error."""
        problems = []
        for line in self:
            problems += line._line_problems()
        refuse(problems)

    def _line_problems(self):
        """:return: list of sentences, empty for a sound line."""
        self.ensure_one()
        sale_line = self.sale_line_id.sudo()
        names = {**self._names(), "order": self._sale_name()}
        problems = []
        if not self.product_id.active and not self._has_receipt():
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: this product is archived. Choose the order it was "
                    "sold "
                    "with, or restore the product.",
                    **names,
                )
            )
        if self.product_id.type != "consu":
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: only goods come back. Remove the line; a service is "
                    "credited from its invoice.",
                    **names,
                )
            )
        if sale_line:
            problems += self._sale_line_problems(sale_line, names)
        return problems + self._lot_problems(names)

    def _sale_line_problems(self, sale_line, names):
        problems = []
        if sale_line.company_id != self.return_id.company_id:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: %(order)s belongs to %(company)s, the return to "
                    "%(own_company)s. Make one return order per company.",
                    company=sale_line.company_id.name,
                    own_company=self.return_id.company_id.name,
                    **names,
                )
            )
        if sale_line.order_id.partner_id.commercial_partner_id != (
            self.return_id.partner_id.commercial_partner_id
        ):
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: %(order)s was sold to %(buyer)s, not to "
                    "%(customer)s. "
                    "Choose an order of this customer, or change the customer of the return.",
                    buyer=sale_line.order_id.partner_id.display_name,
                    customer=self.return_id.partner_id.display_name,
                    **names,
                )
            )
        if self.product_id != sale_line.product_id and (
            self.product_id not in sale_line.move_ids.product_id
        ):
            problems.append(
                self.env._(
                    "%(return)s: %(product)s was never sold with %(order)s. Choose the product or "
                    "the order that fits.",
                    **names,
                )
            )
        return problems

    def _lot_problems(self, names):
        """Serials must be of this product and sold with the sold line; never more than units."""
        self.ensure_one()
        problems = []
        if not self.lot_ids:
            return problems
        foreign = self.lot_ids.filtered(lambda lot: lot.product_id != self.product_id)
        if self._has_receipt():
            foreign |= self._foreign_lots(self.lot_ids)
        if foreign:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: %(lots)s was not sold with %(order)s. Choose a "
                    "serial "
                    "number of that order, or the order it was sold with.",
                    lots=", ".join(foreign.mapped("name")),
                    **names,
                )
            )
        if self.product_id.tracking == "serial" and len(self.lot_ids) > self.quantity:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: %(count)s serial numbers for a quantity of "
                    "%(quantity)g. Give one serial number per unit.",
                    count=len(self.lot_ids),
                    quantity=self.quantity,
                    **names,
                )
            )
        return problems

    # Claims -------------------------------------------------------------------------------

    def _claim(self):
        """Take the quantities and serials of these lines from what may come back."""
        self._claim_lots()
        self.sale_line_id.sudo()._check_after_sales_claims()
        self.filtered("sale_line_id")._check_lot_claims()

    def _claim_lots(self):
        """A serial number has at most one open claim; it is written on the serial itself."""
        problems = []
        claimed = self.env["stock.lot"].sudo().search([("after_sales_line_id", "in", self.ids)])
        (claimed - self.lot_ids.sudo()).after_sales_line_id = False
        for line in self:
            for lot in line.lot_ids.sudo():
                if lot.product_id.tracking != "serial":
                    continue
                other = lot.after_sales_line_id
                if other and other != line:
                    problems.append(
                        self.env._(
                            "%(return)s, %(product)s: serial number %(lot)s is already claimed by "
                            "%(other)s. Finish or cancel that return first.",
                            lot=lot.name,
                            other=other.return_id.name,
                            **line._names(),
                        )
                    )
                    continue
                problems += line._elsewhere_problems(lot)
                lot.after_sales_line_id = line
        refuse(problems)

    def _elsewhere_problems(self, lot):
        """:return: list of at most one sentence: something else of ours, that is no return, has
        the serial number"""
        self.ensure_one()
        names = [
            name
            for record, name in lot._after_sales_holders()
            if record._name != self._name and not self._is_same_matter(record)
        ]
        return [
            self.env._(
                "%(return)s, %(product)s: we have serial number %(lot)s already, with %(other)s. "
                "Finish or cancel that first.",
                lot=lot.name,
                other=name,
                **self._names(),
            )
            for name in names[:1]
        ]

    def _is_same_matter(self, record):
        """Whether ``record``, which has a serial number of this line, has it for this line.
        Extend it for what goods are handed on to."""
        self.ensure_one()
        return record == self

    def _release_lots(self):
        """Free the serials of returns that are over."""
        lots = self.env["stock.lot"].sudo().search([("after_sales_line_id", "in", self.ids)])
        lots.after_sales_line_id = False

    # Request and approval -----------------------------------------------------------------

    def _request_problems(self):
        """What a request must have; :return: list of sentences."""
        self.ensure_one()
        names = self._names()
        problems = []
        asked = self.return_id.channel == "portal" or not self._may_override()
        if self.reason_id.photo_required and asked and not self.photo_ids:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: a photo is needed for the reason “%(reason)s”. "
                    "Add one to the line.",
                    reason=self.reason_id.name,
                    **names,
                )
            )
        if not self._has_receipt() and not self.unexpected and not self._may_override():
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: only a manager takes goods back without a receipt. "
                    "Choose the order it was sold with, or ask a manager.",
                    **names,
                )
            )
        if self._resolution_row().new_goods:
            problems += self._exchange_problems(self.exchange_product_id)
        return problems

    def _exchange_problems(self, wanted):
        """:param wanted: ``product.product`` that the customer is to get; empty: the same again
        :return: list of sentences against it"""
        self.ensure_one()
        if not wanted or (wanted.active and wanted.sale_ok):
            return []
        return [
            self.env._(
                "%(return)s, %(product)s: %(wanted)s is archived or not for sale. Choose another "
                "product to exchange it for.",
                wanted=wanted.display_name,
                **self._names(),
            )
        ]

    def _approval_problems(self):
        """What stands against an approval; :return: list of sentences."""
        self.ensure_one()
        problems = self._request_problems()
        if self.return_id.transport == "keep" and not self._may_override():
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: only a manager lets a customer keep goods that are "
                    "paid back. Choose how they come back, or ask a manager.",
                    **self._names(),
                )
            )
        if self._is_refused_by_policy() and not self._may_override():
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: %(verdict)s Only a manager approves against the "
                    "policy.",
                    verdict=self.verdict_reason or "",
                    **self._names(),
                )
            )
        return problems

    def _is_refused_by_policy(self):
        return self.verdict not in ("eligible", "review") and not self.unexpected

    def _may_override(self):
        """Whether the user decides against the policy and without a receipt."""
        return self.env.su or self.env.user.has_group(
            "after_sales_returns.group_after_sales_manager"
        )
