from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

DATE, SOURCE = "after_sales_date_received", "after_sales_received_source"
# So long after the dispatch a customer's word alone begins a period. Who got a parcel later, or
# says so years later, has customer service look it up with the carrier.
WORD_DAYS = 30


class StockPicking(models.Model):
    """When the customer got a delivery: the one owner of that day.

    The customer says it in the portal, staff or an interface of the carrier writes it; until
    then it is expected some days after the dispatch, where that takes any.
    """

    _inherit = "stock.picking"

    after_sales_date_received = fields.Date(
        string="Received by Customer",
        copy=False,
        tracking=True,
        help="The day, where the customer is, on which the parcel was handed over. Periods of "
        "return run from it. Empty: the day of the dispatch counts.",
    )
    after_sales_received_source = fields.Selection(
        [
            ("expected", "Expected"),
            ("customer", "The customer said so"),
            ("company", "We or the carrier know it"),
        ],
        string="Receipt Known From",
        readonly=True,
        copy=False,
    )

    # The day ------------------------------------------------------------------------------

    def _after_sales_day_received(self, moment, zone):
        """Return the day on which the customer got what this delivery, if any, brought.

        :param datetime moment: when it left us, UTC
        :param str zone: the time zone of its customer
        """
        local = self.with_context(tz=zone)
        return self.after_sales_date_received or fields.Date.context_today(local, moment)

    def _after_sales_zone(self):
        """The time zone of who gets it."""
        self.ensure_one()
        customer = self.sale_id.partner_id or self.partner_id
        return customer._after_sales_zone(self.company_id)

    def _after_sales_day_sent(self):
        """The day, where the customer is, on which it left us."""
        self.ensure_one()
        local = self.with_context(tz=self._after_sales_zone())
        return fields.Date.context_today(local, self.date_done)

    def _after_sales_transit_days(self):
        """Return how many calendar days a parcel takes to the customer; a hook for carriers."""
        self.ensure_one()
        warehouse = self.picking_type_id.warehouse_id or self.sale_id.warehouse_id
        return warehouse.after_sales_transit_days

    def _is_after_sales_delivery(self):
        """Whether this brought something to a customer."""
        self.ensure_one()
        return self.state == "done" and self.location_dest_id.usage == "customer"

    # Expecting it -------------------------------------------------------------------------

    def _action_done(self):
        result = super()._action_done()
        self.sudo()._expect_after_sales_receipt()
        return result

    def _expect_after_sales_receipt(self):
        """Note when these deliveries will be there, as far as they take any time."""
        sent = self.filtered(lambda picking: picking._is_after_sales_receipt_unknown())
        by_day = sent.grouped(
            lambda picking: (
                (days := picking._after_sales_transit_days())
                and fields.Date.add(picking._after_sales_day_sent(), days=days)
            )
        )
        for day, pickings in by_day.items():
            if day:
                pickings.with_context(tracking_disable=True).write({DATE: day, SOURCE: "expected"})

    # Writing it ---------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._after_sales_received_vals(vals) for vals in vals_list])

    def write(self, vals):
        result = super().write(self._after_sales_received_vals(vals))
        if vals.get("date_done"):
            self.sudo().filtered(
                lambda one: one[SOURCE] == "expected"
            )._expect_after_sales_receipt()
        return result

    @api.model
    def _after_sales_received_vals(self, vals):
        """Add to values who says them: whoever may write a delivery speaks for us."""
        if SOURCE in vals and not self.env.su:
            raise UserError(
                self.env._("Who told of the receipt of a delivery follows from who enters its day.")
            )
        if DATE not in vals or SOURCE in vals:
            return vals
        return {**vals, SOURCE: "company" if vals[DATE] else False}

    @api.constrains("after_sales_date_received")
    def _check_after_sales_received(self):
        problems = [
            problem
            for picking in self.filtered(DATE)
            if (problem := picking._after_sales_received_problem())
        ]
        if problems:
            raise ValidationError("\n".join(problems))

    def _after_sales_received_problem(self):
        """:return: the sentence against the day that was entered, or None"""
        self.ensure_one()
        if not self._is_after_sales_delivery():
            return self.env._(
                "%(delivery)s: only what was delivered to a customer has a day of receipt. "
                "Validate the delivery first.",
                delivery=self.name,
            )
        sent, today = self._after_sales_day_sent(), self._after_sales_today()
        names = {
            "delivery": self.name,
            "day": format_date(self.env, self[DATE]),
            "sent": format_date(self.env, sent),
        }
        if self[DATE] < sent:
            return self.env._(
                "%(delivery)s left us on %(sent)s: nobody got it on %(day)s. Enter the day on "
                "which the customer got it.",
                **names,
            )
        if self[DATE] > today and self[SOURCE] != "expected":
            return self.env._(
                "%(delivery)s: %(day)s lies in the future. Enter the day once the customer got it.",
                **names,
            )
        return None

    def _after_sales_today(self):
        """The day that it is now where the customer is."""
        self.ensure_one()
        return fields.Date.context_today(self.with_context(tz=self._after_sales_zone()))

    # The customer's word ------------------------------------------------------------------

    def _is_after_sales_receipt_unknown(self):
        """Whether this brought something and nobody said yet when."""
        self.ensure_one()
        return self._is_after_sales_delivery() and self[SOURCE] in (False, "expected")

    def _filtered_after_sales_word(self):
        """Those of these transfers of which the customer may say when they came."""
        return self.filtered(
            lambda picking: (
                picking._is_after_sales_receipt_unknown()
                and (picking._after_sales_today() - picking._after_sales_day_sent()).days
                <= WORD_DAYS
            )
        )

    def _after_sales_confirm_receipt(self, day):
        """Note the day that the customer gave; what we or the carrier know stands.

        :raise UserError: it is known, or the day cannot be
        """
        self.ensure_one()
        if not self._filtered_after_sales_word():
            raise UserError(
                self.env._(
                    "%(delivery)s: we know the day of receipt already, or it is too long ago. "
                    "Write to us if it is wrong.",
                    delivery=self.name,
                )
            )
        self.sudo().write({DATE: day, SOURCE: "customer"})
