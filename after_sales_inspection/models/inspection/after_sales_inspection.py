from odoo import api, fields, models

from odoo.addons.after_sales_returns.models.base.ir_sequence import NAMELESS
from odoo.addons.after_sales_returns.tools import refuse

# What it is an inspection of, and by what, beside its subject: a new one is made instead of
# changing them.
FIXED = {"product_id", "checklist_id", "occasion", "company_id"}


class AfterSalesInspection(models.Model):
    """A checklist filled in on an occasion, on goods that a document or a lot names.

    Its answers are made with it, one for each item. What follows from them stands in
    ``after_sales_inspection_outcome.py``, how it moves on in ``after_sales_inspection_state.py``,
    what the inspector's page asks in ``after_sales_inspection_page.py``.
    """

    _name = "after.sales.inspection"
    _description = "Inspection"
    _inherit = [
        "after.sales.state.guard.mixin",
        "after.sales.import.mixin",
        "after.sales.addressee.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Reference", required=True, copy=False, readonly=True, default="/", index="trigram"
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        compute="_compute_of_subject",
        store=True,
        readonly=False,
        precompute=True,
    )
    subject = fields.Selection(
        [
            ("disposition", "Disposition"),
            ("line", "Return line"),
            ("transfer", "Transfer"),
            ("lot", "Lot or serial"),
        ],
        string="Kind of Subject",
        compute="_compute_subject",
        store=True,
        precompute=True,
    )
    disposition_id = fields.Many2one(
        "after.sales.disposition",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    line_id = fields.Many2one(
        "after.sales.return.line",
        string="Return Line",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    picking_id = fields.Many2one(
        "stock.picking",
        string="Transfer",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    lot_id = fields.Many2one(
        "stock.lot",
        string="Serial / Lot",
        check_company=True,
        compute="_compute_of_subject",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    return_id = fields.Many2one(
        "after.sales.return",
        string="Return Order",
        compute="_compute_of_subject",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_of_subject",
        store=True,
        precompute=True,
        help="Who is told what was found.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        compute="_compute_of_subject",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        check_company=True,
        compute="_compute_of_subject",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
    )
    product_categ_id = fields.Many2one(related="product_id.categ_id", store=True)
    quantity = fields.Float(
        digits="Product Unit",
        compute="_compute_of_subject",
        store=True,
        readonly=False,
        precompute=True,
    )
    product_uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        compute="_compute_of_subject",
        store=True,
        precompute=True,
    )
    occasion = fields.Selection(
        selection="_selection_occasion", required=True, default="customer_return", index=True
    )
    checklist_id = fields.Many2one(
        "after.sales.checklist",
        check_company=True,
        compute="_compute_checklist_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        help="The version that it is filled in with, for good.",
    )
    checklist_reason = fields.Char(compute="_compute_checklist_reason", string="Why This One")
    instructions = fields.Text(related="checklist_id.instructions")
    user_id = fields.Many2one("res.users", string="Inspector", index=True, tracking=True)
    answer_ids = fields.One2many("after.sales.inspection.answer", "inspection_id")
    note = fields.Text()

    def _selection_occasion(self):
        return (
            self.env["after.sales.checklist"]._fields["occasion"]._description_selection(self.env)
        )

    # What its subject says --------------------------------------------------------------------

    @api.depends("disposition_id", "line_id", "picking_id", "lot_id")
    def _compute_subject(self):
        rows = self.env["after.sales.subject"]._by_value()
        for inspection in self:
            held = (value for value, row in rows.items() if inspection[row.field])
            inspection.subject = next(held, False)

    def _subject_row(self):
        """What holds for its subject: a row of ``after.sales.subject``."""
        return self.env["after.sales.subject"]._row(self.subject)

    def _subject_record(self):
        """:return: the document or lot that is inspected; empty if there is none"""
        self.ensure_one()
        field = self._subject_row().field
        return self[field] if field else self.env["stock.lot"]

    @api.depends("subject")
    def _compute_of_subject(self):
        """What its subject says, as long as nobody said otherwise."""
        for inspection in self:
            row, record = inspection._subject_row(), inspection._subject_record().sudo()
            inspection.company_id = (
                inspection.company_id or _first(record, row.company) or self.env.company
            )
            inspection.product_id = inspection.product_id or _first(record, row.product)
            inspection.lot_id = inspection.lot_id or _only(record, row.lot)
            inspection.quantity = inspection.quantity or _first(record, row.quantity) or 1.0
            inspection.product_uom_id = (
                _first(record, row.uom) or inspection.product_id.sudo().uom_id
            )
            inspection.warehouse_id = inspection.warehouse_id or _first(record, row.warehouse)
            inspection.return_id = _first(record, row.order)
            inspection.partner_id = _first(record, row.partner)

    @api.depends("product_id", "occasion", "company_id")
    def _compute_checklist_id(self):
        missing = self.filtered(lambda inspection: not inspection.checklist_id)
        groups = missing.grouped(lambda inspection: (inspection.occasion, inspection.company_id))
        for (occasion, company), inspections in groups.items():
            chosen = self.env["after.sales.checklist"]._chosen_for(
                inspections.product_id, occasion, company
            )
            for inspection in inspections:
                inspection.checklist_id = chosen.get(inspection.product_id)
        for inspection in self - missing:
            inspection.checklist_id = inspection.checklist_id

    @api.depends("checklist_id", "product_id")
    @api.depends_context("lang")
    def _compute_checklist_reason(self):
        for inspection in self:
            chosen, product = inspection.checklist_id, inspection.product_id
            fits = chosen and product and chosen.sudo()._suits(product.sudo())
            inspection.checklist_reason = chosen._reason(product) if fits else False

    # Making them ------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        inspections = super().create(vals_list)
        inspections._check_subjects()
        inspections._check_goods()
        inspections._check_checklists()
        inspections.sudo()._give_numbers()
        inspections.sudo()._create_answers()
        return inspections

    def _give_numbers(self):
        nameless = self.filtered(lambda inspection: inspection.name in NAMELESS)
        companies = [inspection.company_id for inspection in nameless]
        numbers = self.env["ir.sequence"]._after_sales_numbers(self._name, companies)
        for inspection, number in zip(nameless, numbers, strict=True):
            inspection.name = number

    def write(self, vals):
        fixed = (FIXED | self._subject_fields()) & set(vals)
        if fixed:
            self._check_fixed_vals({name: vals[name] for name in fixed})
        return super().write(vals)

    @api.model
    def _subject_fields(self):
        """:return: set of names of the fields that hold what is inspected"""
        return {row.field for row in self.env["after.sales.subject"]._by_value().values()}

    def _check_fixed_vals(self, vals):
        refuse(
            [
                self.env._(
                    "%(inspection)s stays an inspection of what it was made for, with its "
                    "checklist. Cancel it and make another one.",
                    inspection=inspection.name,
                )
                for inspection in self
                if any(
                    inspection._fields[name].convert_to_write(inspection[name], inspection) != value
                    for name, value in vals.items()
                )
            ]
        )

    def _check_subjects(self):
        """:raise AccessError: a document or lot is not the user's to read: what an inspection
        finds is decided on it"""
        for inspection in self:
            inspection._subject_record().check_access("read")

    def _check_goods(self):
        """A lot of the product, and a product of the document."""
        problems = []
        for inspection in self.sudo():
            product, lot = inspection.product_id, inspection.lot_id
            transfer = inspection.picking_id
            if lot and lot.product_id != product:
                problems.append(
                    self.env._(
                        "%(product)s: %(lot)s is a serial or lot of %(other)s. Choose one of the "
                        "product.",
                        product=product.display_name,
                        lot=lot.name,
                        other=lot.product_id.display_name,
                    )
                )
            if transfer and product not in transfer.move_ids.product_id:
                problems.append(
                    self.env._(
                        "%(transfer)s does not move %(product)s. Choose a product that it moves.",
                        transfer=transfer.name,
                        product=product.display_name,
                    )
                )
            problems += inspection._other_product_problems()
        refuse(problems)

    def _other_product_problems(self):
        """:return: list of sentences, at most one: a document of one product is inspected for
        that product"""
        self.ensure_one()
        own = _first(self._subject_record(), self._subject_row().product)
        if not own or own == self.product_id or self.subject == "lot":
            return []
        return [
            self.env._(
                "%(product)s is not what is to be inspected: that is %(own)s. Choose it.",
                product=self.product_id.display_name,
                own=own.display_name,
            )
        ]

    def _check_checklists(self):
        """What is filled in is in use, and for the occasion."""
        labels = dict(self._fields["occasion"]._description_selection(self.env))
        problems = []
        for inspection in self.sudo():
            checklist = inspection.checklist_id
            names = {
                "product": inspection.product_id.display_name,
                "occasion": labels[inspection.occasion],
            }
            if not checklist:
                problems.append(
                    self.env._(
                        "%(product)s: no checklist is in use for it (%(occasion)s). Make one for "
                        "its category, and put it in use.",
                        **names,
                    )
                )
            elif checklist.state != "in_use" or checklist.occasion != inspection.occasion:
                problems.append(
                    self.env._(
                        "%(product)s: “%(checklist)s” is not in use for this occasion "
                        "(%(occasion)s). Choose another checklist, or put it in use.",
                        checklist=checklist.display_name,
                        **names,
                    )
                )
        refuse(problems)

    def _create_answers(self):
        """One answer, to be given, for each item of their checklists."""
        items = {checklist: checklist.item_ids.sorted() for checklist in self.checklist_id}
        self.env["after.sales.inspection.answer"].create(
            [
                {"inspection_id": inspection.id, "item_id": item.id}
                for inspection in self
                for item in items[inspection.checklist_id]
            ]
        )


def _first(record, path):
    """:return: what ``path`` leads to, or False"""
    if not path or not record:
        return False
    *way, name = path.split(".")
    for step in way:
        record = record[step]
    return record[name]


def _only(record, path):
    """:return: the one record that ``path`` leads to; False if it leads to several"""
    found = _first(record, path)
    return found if found and len(found) == 1 else False
