from odoo import api, models

from ...changed import changed_vals
from ...tools import refuse


class AfterSalesLinkGuard(models.AbstractModel):
    """Links that prove something: which goods, money and decisions belong together, and what was
    counted by them.

    A model names its own in ``_after_sales_links``. Code of the suite writes them in superuser
    mode, after checks of its own. Nobody else does: not by hand, import or RPC, not from the
    other side of the relation, not by a default, and not by copying. What Odoo itself splits or
    gives back in a user's name carries on what ``_after_sales_handed_on`` says.
    """

    _name = "after.sales.link.guard.mixin"
    _description = "Links That the Suite Alone Writes"
    # The field that leads to the document by which people know a record; None: they know it.
    _after_sales_document_field = None
    # Left out instead of refused: of what must not be lost, whatever is sent along.
    _after_sales_links_left_out = False

    def _after_sales_links(self):
        """:return: set of names of the fields that are guarded on these records, or on new ones
        for none; addons add theirs"""
        return set()

    def _after_sales_handed_on(self):
        """What a part of this record, or its return, keeps.

        The values are records in superuser mode. RPC brings only ids, so such a record proves
        that code of the server handed the link on.

        :return: dict name of a link → recordset
        """
        self.ensure_one()
        return {}

    @api.model
    def default_get(self, fields):
        links = self.browse()._after_sales_links()
        return super().default_get([name for name in fields if name not in links])

    @api.model_create_multi
    def create(self, vals_list):
        links = self.browse()._after_sales_links()
        if not any(links & vals.keys() for vals in vals_list):
            return super().create(vals_list)
        vals_list = [dict(vals) for vals in vals_list]
        handed_on = [
            {name: vals.pop(name) for name in links & vals.keys() if _is_handed_on(vals[name])}
            for vals in vals_list
        ]
        vals_list = self.browse()._without_after_sales_links(vals_list, links)
        lists = {name for name in links if self._fields[name].type != "many2one"}
        for vals, values in zip(vals_list, handed_on, strict=True):
            vals.update((name, values[name].id) for name in values.keys() - lists)
        records = super().create(vals_list)
        for record, values in zip(records, handed_on, strict=True):
            linked = {name: values[name] for name in values.keys() & lists if values[name]}
            if linked:
                # Hidden from those who may not read returns, so from their ``create``, too.
                record.sudo().write(record._convert_to_write(linked))
        return records

    def write(self, vals):
        links = set() if self.env.su else self._after_sales_links() & vals.keys()
        if links:
            (vals,) = self._without_after_sales_links([vals], links)
        return super().write(vals)

    def _load_records_write(self, values):
        """What an imported file says of ours as it is already, is not written."""
        ours = {name: value for name, value in values.items() if name.startswith("after_sales_")}
        same = ours.keys() - changed_vals(self, ours).keys()
        rest = {name: value for name, value in values.items() if name not in same}
        return super()._load_records_write(rest) if rest or not same else None

    def _without_after_sales_links(self, vals_list, links):
        """:return: list of dict; what only the suite writes is not in it
        :raise UserError: a sentence for each dict that has such a value, unless it is left out
        """
        if self.env.su:
            return vals_list
        if not self._after_sales_links_left_out:
            self._refuse_after_sales_links(vals_list, links)
        return [
            {name: value for name, value in vals.items() if name not in links} for vals in vals_list
        ]

    def _refuse_after_sales_links(self, vals_list, links):
        """Taking a link away is refused, too; nothing is no link of a new record."""
        problems = []
        for vals in vals_list:
            written = {name: vals[name] for name in links & vals.keys()}
            if self:
                names = {name for record in self for name in changed_vals(record, written)}
            else:
                names = {name for name, value in written.items() if value}
            if names:
                problems.append(self._after_sales_link_sentence(vals, names))
        refuse(problems)

    def _after_sales_link_sentence(self, vals, names):
        described = [self._fields[name].get_description(self.env, ["string"]) for name in names]
        return self.env._(
            "%(document)s: “%(fields)s” follows the steps of returns and repairs and is not "
            "written by hand. Use the buttons of the return or repair instead.",
            document=self._after_sales_document_name(vals),
            fields=", ".join(sorted(field["string"] for field in described)),
        )

    def _after_sales_document_name(self, vals):
        """The words by which people know what they write: of something new, what it becomes a
        part of, else what kind of thing it is."""
        name = self._after_sales_document_field
        documents = self[name] if name else self
        if name and not documents and vals.get(name):
            documents = self[name].browse(vals[name])
        names = documents[:5].mapped("display_name")
        return ", ".join(names) or self.env["ir.model"]._get(self._name).name


def _is_handed_on(value):
    return isinstance(value, models.BaseModel) and value.env.su
