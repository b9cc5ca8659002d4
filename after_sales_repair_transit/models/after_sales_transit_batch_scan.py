from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import only_one, refuse


class AfterSalesTransitBatch(models.Model):
    """Typing or scanning repair numbers and serials into a transit batch."""

    _inherit = "after.sales.transit.batch"

    scan = fields.Char(
        store=False,
        help="Scan the label of a repair, or type its number or serial: while packing it is put "
        "in, on arrival it is ticked.",
    )

    @api.onchange("scan")
    def _onchange_scan(self):
        code = (self.scan or "").strip()
        self.scan = False
        if not code:
            return None
        problem = self._scan(code)
        return {"warning": {"title": code, "message": problem}} if problem else None

    def action_scan(self, code):
        """Take in one code; for devices that call the server.

        :raise UserError: if nothing can be done with it
        """
        only_one(self)
        self.check_access("write")
        problem = self._scan(code.strip())
        refuse([problem] if problem else [])
        return True

    def _scan(self, code):
        """:return: a sentence if nothing can be done with the code"""
        if self.state == "draft":
            return self._scan_in(code)
        if self.state == "sent":
            return self._scan_arrived(code)
        return self.env._("%(batch)s is neither being packed nor on its way.", **self._names())

    def _scan_in(self, code):
        known = self.line_ids.filtered(lambda line: line._is_meant(code))
        if known:
            return None
        repair = self._find_repair(code)
        if not repair:
            return self.env._(
                "No open repair of %(sender)s has the number or serial %(code)s.",
                code=code,
                **self._names(),
            )
        if isinstance(self.id, int):
            self.line_ids.create({"batch_id": self.id, "repair_id": repair.id})
        else:
            self.line_ids += self.line_ids.new({"repair_id": repair.id})
        return None

    def _find_repair(self, code):
        """The open repair of the store with this number or serial, or none."""
        return self.env["repair.order"].search(
            [
                ("after_sales_store_id", "=", self.store_id.id),
                ("after_sales_stage", "not in", ("intake", "handed_back", "cancelled")),
                "|",
                ("name", "=", code),
                ("item_serial", "=", code),
            ],
            limit=1,
        )

    def _scan_arrived(self, code):
        lines = self.line_ids.filtered(lambda line: line._is_meant(code))
        if not lines:
            return self.env._(
                "%(code)s is not in %(batch)s. Put it aside and ask %(sender)s.",
                code=code,
                **self._names(),
            )
        lines.is_here = True
        return None


class AfterSalesTransitBatchLine(models.Model):
    _inherit = "after.sales.transit.batch.line"

    def _is_meant(self, code):
        """Whether a scanned code is of this item."""
        self.ensure_one()
        return code in (self.repair_id.name, self.repair_id.item_serial)
