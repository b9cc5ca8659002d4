from odoo import api, models

# The module that external ids name of what stays when an addon of ours is uninstalled.
KEPT = "__after_sales__"
# Where addons of ours point at what they have set up by code, for instance a journal.
OWNERS = ("res.company", "stock.warehouse")


class IrModelData(models.Model):
    """What an addon has set up stays when the addon goes: goods lie in its locations, its
    journal has entries. The columns that point there go, so each addon has the uninstall write
    down where they pointed, and finds it again when it comes back.

    An external id ``__after_sales__.<model>-<id>-<field>`` names what the field pointed at.
    """

    _inherit = "ir.model.data"

    @api.model
    def _after_sales_keep(self, addon):
        """Write down what the fields of ``addon`` point at, and take its places out of use; the
        uninstall hook of the addon."""
        pointed = {}
        for model in OWNERS:
            owners = self.env[model].sudo().with_context(active_test=False)
            for name in self._after_sales_kept_fields(model, addon):
                for owner in owners.search([(name, "!=", False)]):
                    pointed[f"{KEPT}.{model}-{owner.id}-{name}"] = owner[name]
        named = self._after_sales_own_data(pointed.values())
        self._update_xmlids(
            [
                {"xml_id": xml_id, "record": record, "noupdate": True}
                for xml_id, record in pointed.items()
                if record not in named
            ]
        )
        self.env["stock.warehouse"]._after_sales_retire(
            addon, self._after_sales_kept_fields("stock.warehouse", addon)
        )

    @api.model
    def _after_sales_kept_fields(self, model, addon):
        """Names of the fields that ``addon`` added to ``model`` and that point at what stays."""
        return [
            name
            for name, field in self.env[model]._fields.items()
            if field.type == "many2one"
            and field.store
            and field._modules[:1] == (addon,)
            and not field.comodel_name.startswith("after.sales.")
        ]

    @api.model
    def _after_sales_own_data(self, records):
        """:return: those of ``records`` (of any models) that come from data files of ours: they
        have an external id already"""
        found = set()
        for model in {record._name for record in records}:
            own = self.env[model].concat(*(one for one in records if one._name == model))
            data = self.sudo().search(
                [
                    ("module", "=like", "after_sales%"),
                    ("model", "=", model),
                    ("res_id", "in", own.ids),
                ]
            )
            found.update(own.browse(data.mapped("res_id")))
        return found

    @api.model
    def _after_sales_recall(self):
        """Point again at what was there when an addon was uninstalled, and forget the notes.
        Those of addons that are not back yet stay."""
        for note in self.sudo().search([("module", "=", KEPT)]):
            model, owner_id, name = note.name.rsplit("-", 2)
            owner = self.env[model].browse(int(owner_id)).exists()
            if owner and name not in owner._fields:
                continue
            if owner and not owner[name]:
                kept = self.env[note.model].browse(note.res_id).exists()
                closed = owner._name == "stock.warehouse" and not owner.active
                owner[name] = kept if closed else self._after_sales_revive(kept)
            note.unlink()

    @api.model
    def _after_sales_revive(self, record):
        """:return: ``record``, in use again if somebody archived it meanwhile; a company or a
        warehouse that somebody closed stays closed, and is not returned"""
        if record._name in OWNERS:
            return record.filtered("active")
        parent = record.location_id if record._name == "stock.location" else record.browse()
        if "active" in record._fields:
            (parent | record).filtered(lambda one: not one.active).active = True
        return record
