from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse

# From the least to the worst.
SEVERITIES = [("minor", "Minor"), ("major", "Major"), ("critical", "Critical")]
TRADES = [
    ("any", "Every trade"),
    ("shoes", "Shoes"),
    ("clothing", "Clothing"),
    ("electronics", "Electronics"),
]


class AfterSalesDefect(models.Model):
    """What can be wrong with goods, with pictures, in words that a report can group by."""

    _name = "after.sales.defect"
    _description = "Defect"
    _inherit = ["after.sales.link.guard.mixin"]
    _order = "trade, sequence, code, id"
    _parent_store = True
    _rec_names_search = ["name", "code", "parent_id.name"]
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    display_name = fields.Char(recursive=True)
    code = fields.Char(required=True, copy=False)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    parent_id = fields.Many2one(
        "after.sales.defect", string="Part Of", ondelete="restrict", index=True, check_company=True
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("after.sales.defect", "parent_id")
    trade = fields.Selection(TRADES, required=True, default="any", index=True)
    categ_ids = fields.Many2many(
        "product.category",
        "after_sales_defect_categ_rel",
        string="Product Categories",
        help="With everything below them. Empty: every category.",
    )
    definition = fields.Text(translate=True, help="When goods have it, and when they do not yet.")
    image_good = fields.Image("As It Should Be", max_width=1024, max_height=1024)
    image_bad = fields.Image("With the Defect", max_width=1024, max_height=1024)
    severity = fields.Selection(SEVERITIES, required=True, default="major")
    cause = fields.Text(string="Usual Cause", translate=True)
    liable_party = fields.Selection(
        selection="_selection_liable_party",
        string="Usually Liable",
        help="Who usually answers for it.",
    )
    merged_into_id = fields.Many2one(
        "after.sales.defect",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="Both meant the same. What referred to this one refers to that one.",
    )

    _code_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0)) WHERE active", "Two defects in use share this code."
    )

    def _after_sales_links(self):
        return super()._after_sales_links() | {"merged_into_id"}

    def _selection_liable_party(self):
        return (
            self.env["after.sales.reason"]._fields["liable_party"]._description_selection(self.env)
        )

    @api.depends("name", "parent_id.display_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for defect in self:
            above = defect.parent_id.display_name
            defect.display_name = f"{above} / {defect.name}" if above else defect.name

    # Two that mean the same -----------------------------------------------------------------

    def _merge_into(self, target):
        """Have everything that refers to these defects refer to ``target``, and archive them.

        :raise UserError: a sentence for each defect that cannot go into ``target``
        """
        self.check_access("write")
        target.check_access("write")
        self._check_merge(target)
        for model, name in self._references():
            self._move_references(model, name, target)
        self.sudo().write({"active": False, "merged_into_id": target.id})

    def _check_merge(self, target):
        problems = []
        for defect in self:
            names = {"defect": defect.display_name, "target": target.display_name}
            if defect == target or target.parent_path.startswith(defect.parent_path):
                problems.append(
                    self.env._(
                        "%(defect)s cannot go into %(target)s, which is a part of it. Choose the "
                        "other way round.",
                        **names,
                    )
                )
            elif target.company_id and target.company_id != defect.company_id:
                problems.append(
                    self.env._(
                        "%(defect)s is used by companies that do not see %(target)s. Choose a "
                        "defect of all companies.",
                        **names,
                    )
                )
        refuse(problems)

    @api.model
    def _references(self):
        """:return: iterator of (name of a model, name of its field that refers to defects)"""
        for model in self.env.registry.values():
            if not model._auto or model._transient:
                continue
            for name, field in model._fields.items():
                refers = field.type in ("many2one", "many2many") and field.store
                if refers and field.comodel_name == self._name and not field.related:
                    yield model._name, name

    def _move_references(self, model, name, target):
        """Write ``target`` where the field ``name`` of ``model`` has one of these defects."""
        records = self.env[model].sudo().with_context(active_test=False)
        referring = records.search([(name, "in", self.ids)])
        if records._fields[name].type == "many2one":
            referring.write({name: target.id})
            return
        for record in referring:
            record[name] = (record[name] - self) | target
