from collections import Counter
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import only_one, refuse

from .after_sales_case_answer import ASKING
from .after_sales_case_size import OURS

ANSWER_DAYS = 3


class AfterSalesCase(models.Model):
    """The stores that have or sold the styles are asked whether they have seen the defect."""

    _inherit = "after.sales.case"

    question = fields.Text(
        help="What stores are asked. Empty: whether they have seen the defect, and how often."
    )
    date_due = fields.Date(
        string="Answers Until",
        default=lambda self: fields.Date.context_today(self) + timedelta(days=ANSWER_DAYS),
        copy=False,
    )
    answer_ids = fields.One2many("after.sales.case.answer", "case_id", string="Answers")
    answer_count = fields.Integer(string="Answered", compute="_compute_answers")
    silent_count = fields.Integer(string="Silent", compute="_compute_answers")
    units_seen = fields.Integer(
        string="Seen in Stores", compute="_compute_answers", help="What stores answered."
    )

    def _compute_answers(self):
        for case in self:
            answers = case.answer_ids
            case.answer_count = len(answers.filtered("seen"))
            case.silent_count = len(answers.filtered("is_silent"))
            case.units_seen = sum(answers.mapped("quantity"))

    def action_ask_stores(self):
        """Ask the stores with stock, sales or failures of the styles that were not asked yet.

        :return: action that opens what is asked
        :raise UserError: a sentence, if there is nothing or nobody to ask
        """
        only_one(self)
        self.check_access("write")
        refuse(self._ask_problems())
        stock = self._stock_by_store()
        stores = self._stores_concerned(stock) - self.answer_ids.warehouse_id
        if not stores:
            refuse(
                [
                    self.env._(
                        "%(case)s: every store with stock or sales of these styles is asked "
                        "already.",
                        case=self.name,
                    )
                ]
            )
        answers = self.env["after.sales.case.answer"].sudo()
        answers.create([self._prepare_answer_vals(store, stock) for store in stores])._ask()
        return self.action_open_answers()

    def _ask_problems(self):
        """:return: list of sentences: what stands against asking"""
        names = {"case": self.name}
        if self.state not in ASKING:
            return [self.env._("%(case)s is decided: stores are not asked any more.", **names)]
        problems = []
        if not self.product_tmpl_ids:
            problems.append(self.env._("%(case)s has no style. Choose one at least.", **names))
        if not self.date_due or self.date_due < fields.Date.context_today(self):
            problems.append(
                self.env._("%(case)s: say until when stores answer, today or later.", **names)
            )
        return problems

    def _stores_concerned(self, stock):
        """:return: warehouses of the company that have units, sold some, or had failures"""
        sources = (
            self.env["stock.move.line"]
            .sudo()
            ._read_group(
                [
                    *OURS,
                    ("state", "=", "done"),
                    ("company_id", "=", self.company_id.id),
                    ("product_id.product_tmpl_id", "in", self.product_tmpl_ids.ids),
                    ("location_id.usage", "=", "internal"),
                    ("location_dest_id.usage", "=", "customer"),
                ],
                ["location_id"],
            )
        )
        stores = self.env["stock.warehouse"].sudo().browse()
        for store, units in stock.items():
            stores |= store if units > 0 else store.browse()
        for (location,) in sources:
            stores |= location.warehouse_id
        stores |= self.event_ids.sudo().warehouse_id
        return stores.filtered(lambda store: store.company_id == self.company_id)

    def _stock_by_store(self):
        """:return: Counter warehouse → units of the styles in it"""
        stock = Counter()
        for _product, location, units in self._stock_of(self.company_id, self.product_tmpl_ids):
            if location.usage == "internal" and location.warehouse_id:
                stock[location.warehouse_id] += units
        return stock

    def _prepare_answer_vals(self, store, stock):
        goods = f"{', '.join(self.product_tmpl_ids.mapped('name'))}: {self.defect_id.name}"
        return {
            "case_id": self.id,
            "company_id": self.company_id.id,
            "warehouse_id": store.id,
            "goods": goods,
            "question": self.question
            or self.env._("Have you seen this defect? How many? Please send a photo."),
            "date_due": self.date_due,
            "units_in_stock": stock[store],
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_answers(self):
        """With what was asked goes who was told to answer it, as the database would not see to."""
        self.answer_ids.sudo().unlink()

    def action_open_answers(self):
        """:return: action that opens what stores were asked and say"""
        domain = [("case_id", "in", self.ids)]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Questions to Stores"),
            "res_model": "after.sales.case.answer",
            "view_mode": "list,kanban,form,pivot,graph",
            "domain": domain,
        }
