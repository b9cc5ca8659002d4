from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

LOAN_DAYS = 14


class AfterSalesLoan(models.Model):
    """One device of ours that a customer has while theirs is away.

    Lending and taking back are real moves between the pool of the store and what it has lent
    (``after_sales_loan_device.py``); the deposit is a real payment
    (``after_sales_loan_deposit.py``).
    """

    _name = "after.sales.loan"
    _description = "Loan"
    _inherit = [
        "after.sales.checked.links.mixin",
        "after.sales.addressee.mixin",
        "after.sales.import.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _checked_links = ("repair_id", "warehouse_id")
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(readonly=True, copy=False, default="/", index="trigram")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("lent", "Lent"),
            ("returned", "Returned"),
            ("lost", "Lost"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    repair_id = fields.Many2one(
        "repair.order",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The repair during which the customer has the device.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        compute="_compute_from_repair",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Store",
        required=True,
        compute="_compute_from_repair",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        help="The store whose device it is, and that takes it back.",
    )
    company_id = fields.Many2one(related="warehouse_id.company_id", store=True, precompute=True)
    user_id = fields.Many2one(
        "res.users", string="Responsible", default=lambda self: self.env.user, tracking=True
    )
    product_id = fields.Many2one(
        "product.product",
        string="Device",
        required=True,
        check_company=True,
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
    )
    tracking = fields.Selection(related="product_id.tracking", string="Tracked By")
    lot_id = fields.Many2one(
        "stock.lot", string="Serial Number", check_company=True, index="btree_not_null"
    )
    date_lent = fields.Datetime(readonly=True, copy=False)
    date_due = fields.Date(
        string="Due Back",
        required=True,
        compute="_compute_from_repair",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        tracking=True,
    )
    date_returned = fields.Datetime(string="Came Back", readonly=True, copy=False)
    is_overdue = fields.Boolean(compute="_compute_is_overdue", search="_search_is_overdue")
    grade_out_id = fields.Many2one("after.sales.grade", string="Grade When Lent")
    condition_out = fields.Text(string="Condition When Lent", help="Scratches, what goes with it.")
    grade_in_id = fields.Many2one(
        "after.sales.grade", string="Grade When Back", readonly=True, copy=False
    )
    condition_in = fields.Text(string="Condition When Back", readonly=True, copy=False)

    _overdue_idx = models.Index("(date_due, id) WHERE state = 'lent'")

    @api.depends("repair_id")
    def _compute_from_repair(self):
        """Who, where and until when; typed values stay."""
        for loan in self:
            repair = loan.repair_id
            loan.partner_id = loan.partner_id or repair.partner_id
            loan.warehouse_id = (
                loan.warehouse_id or repair.after_sales_store_id or self._default_store()
            )
            today = loan._today()
            promised = repair.date_promised and loan._day_of(repair.date_promised)
            usual = fields.Date.add(today, days=LOAN_DAYS)
            loan.date_due = loan.date_due or max(promised or usual, today)

    def _today(self):
        """The calendar day where the company is, whoever looks."""
        return self._day_of(fields.Datetime.now())

    def _day_of(self, moment):
        company = self.company_id or self.warehouse_id.company_id or self.env.company
        return company.sudo()._after_sales_day_of(moment)

    def _default_store(self):
        """The first of the user's stores, else of the company's."""
        company = self.env.company
        own = self.env.user.after_sales_warehouse_ids.filtered(
            lambda store: store.company_id == company
        )
        return own[:1] or company._default_after_sales_warehouse()[:1]

    @api.depends("lot_id")
    def _compute_product_id(self):
        """Who scans a serial number needs to choose no product."""
        for loan in self:
            loan.product_id = loan.lot_id.product_id or loan.product_id

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        for loan in self:
            loan.is_overdue = loan.state == "lent" and loan.date_due < loan._today()

    @api.model
    def _overdue_domain(self):
        """The loans that should be back by now, each by the calendar of its company."""
        days = defaultdict(list)
        for (company,) in self.sudo()._read_group([("state", "=", "lent")], ["company_id"]):
            days[self.browse().with_company(company)._today()].append(company.id)
        return Domain("state", "=", "lent") & Domain.OR(
            Domain("company_id", "in", ids) & Domain("date_due", "<", today)
            for today, ids in days.items()
        )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = self._overdue_domain()
        return overdue if True in value else ~overdue

    def _names(self):
        """The words that a refusal names this loan by."""
        self.ensure_one()
        return {"loan": self.name, "device": self._device_name()}

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.env._("Loan Slip %(name)s", name=self.name)

    def _device_name(self):
        self.ensure_one()
        product = self.product_id.display_name
        return f"{product} {self.lot_id.name}" if self.lot_id else product
