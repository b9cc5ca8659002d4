from odoo import api, models


class AfterSalesFilesMixin(models.AbstractModel):
    """Photos and papers in the lists of a record are seen by everyone who sees the record,
    whichever way they came: added before the record was saved, by mail, or over an API."""

    _name = "after.sales.files.mixin"
    _description = "Files That Belong to Their Record"

    @api.model
    def _file_names(self, vals_list):
        """:return: set of names of the fields in ``vals_list`` that list files"""
        return {
            name
            for name in {name for vals in vals_list for name in vals}
            if (field := self._fields.get(name)) is not None
            and field.type == "many2many"
            and field.comodel_name == "ir.attachment"
        }

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        names = self._file_names(vals_list)
        for record in records if names else ():
            record._own_files(names)
        return records

    def write(self, vals):
        result = super().write(vals)
        names = self._file_names([vals])
        for record in self if names else ():
            record._own_files(names)
        return result

    def _own_files(self, names):
        """Have the files in these lists belong to this record. What belongs to another one
        stays there, and is copied: not everybody who reads this one reads that one.

        :raise AccessError: if the user named a file that is not theirs to read
        """
        for name in names:
            files = self.sudo()[name]
            foreign = files.filtered(
                lambda file: (file.res_model, file.res_id) != (self._name, self.id)
            )
            loose = foreign.filtered(
                lambda file: not file.res_id and file.create_uid == self.env.user
            )
            loose.write({"res_model": self._name, "res_id": self.id})
            shared = foreign - loose
            if shared:
                shared.with_env(self.env).check_access("read")
                copies = shared.copy({"res_model": self._name, "res_id": self.id})
                self.sudo()[name] = (files - shared) | copies
