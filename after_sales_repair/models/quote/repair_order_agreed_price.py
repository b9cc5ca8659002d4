from odoo import fields, models


class RepairOrder(models.Model):
    """What was agreed for parts and work is remembered while the repair is free, and while one
    quotation replaces another."""

    _inherit = "repair.order"
    _guarded = {"agreed_terms"}

    agreed_terms = fields.Json(
        readonly=True,
        copy=False,
        help="Prices, discounts and taxes that wait to be asked again: by part "
        "(id of its move), by line of the order (id), and whole lines that were typed.",
    )

    # Remembering --------------------------------------------------------------------------------

    def _remember_agreed_terms(self):
        """Remember what is not remembered yet: of an accepted order everything, of a quotation
        only what was typed, since a new one is made at the prices of its day."""
        for repair in self.filtered("sale_order_id"):
            terms = repair.agreed_terms or {}
            parts, lines = dict(terms.get("parts", {})), dict(terms.get("lines", {}))
            for line in repair.sale_order_id.order_line.filtered("product_id"):
                agreed = (
                    {} if line._is_after_sales_free_for_now() else line._after_sales_agreed_terms()
                )
                moves = line.move_ids.filtered(lambda move, one=repair: move.repair_id == one)
                for move in moves if agreed else ():
                    parts.setdefault(str(move.id), agreed)
                if agreed and not moves and line.state == "sale":
                    lines.setdefault(str(line.id), agreed)
            repair.agreed_terms = {**terms, "parts": parts, "lines": lines}

    def _remember_typed_lines(self, vals_list):
        """:param vals_list: as of ``_release_quotation``"""
        self.ensure_one()
        terms = self.agreed_terms or {}
        self.agreed_terms = {**terms, "typed": [*terms.get("typed", ()), *vals_list]}

    def _labour_line(self):
        self.ensure_one()
        labour = self.company_id.after_sales_labour_product_id
        lines = self.sale_order_id.order_line
        return lines.filtered(lambda line: line.product_id == labour and not line.move_ids)[:1]

    def _remember_labour_terms(self):
        """What was typed for the labour holds for the hours of the next quotation."""
        for repair in self:
            line = repair._labour_line()
            if line and not line._is_after_sales_free_for_now():
                agreed = line._after_sales_agreed_terms()
                repair.agreed_terms = {**(repair.agreed_terms or {}), "labour": agreed}

    def _apply_labour_terms(self):
        """Write on the labour what is remembered of it, and forget it."""
        self.ensure_one()
        terms, line = dict(self.agreed_terms or {}), self._labour_line()
        if line and terms.get("labour"):
            line._after_sales_apply_terms(terms.pop("labour"))
            self.agreed_terms = terms

    # Asking again -------------------------------------------------------------------------------

    def _ask_agreed_terms(self):
        """Give the lines of the order what was agreed; what came meanwhile and is still free
        costs what the price list says."""
        for repair in self.filtered("sale_order_id"):
            repair._apply_agreed_terms()
            moves = repair.move_ids.filtered(lambda move: move.repair_line_type == "add")
            moves.sale_line_id.filtered(
                lambda line: line._is_after_sales_free_for_now()
            )._compute_price_unit()

    def _apply_agreed_terms(self):
        """Write on the lines of the order what is remembered of them, and forget it."""
        self.ensure_one()
        terms = self.agreed_terms
        if not terms or self.under_warranty:
            return
        parts, lines = dict(terms.get("parts", {})), dict(terms.get("lines", {}))
        for line in self.sale_order_id.order_line.filtered("product_id"):
            keys = [str(move.id) for move in line.move_ids]
            agreed = [parts.pop(key) for key in keys if key in parts]
            agreed += [lines.pop(str(line.id))] if str(line.id) in lines else []
            if agreed:
                line._after_sales_apply_terms(agreed[0])
        self.agreed_terms = {**terms, "parts": parts, "lines": lines}

    def _take_typed_lines(self):
        """:return: list of dict for the ``sale.order.line`` that were typed on a quotation which
        the warranty withdrew; they are forgotten"""
        self.ensure_one()
        terms = self.agreed_terms or {}
        self.agreed_terms = {**terms, "typed": []}
        return terms.get("typed", [])
