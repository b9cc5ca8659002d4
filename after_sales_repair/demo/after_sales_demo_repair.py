from odoo import api, models

from .repairs import RETURNS


class AfterSalesDemo(models.AbstractModel):
    """Items of the demo come back or are taken in, diagnosed and quoted, by the buttons that people
    press."""

    _inherit = "after.sales.demo"

    # Return orders ----------------------------------------------------------------------------

    @api.model
    def _play_repair_returns(self):
        """Sold goods that come back to be repaired; sorting makes their repairs."""
        cases = [(row, self._create_return(row)) for row in RETURNS]
        self._request(cases)
        self._approve(cases)
        self._receive(cases)
        self._sort(cases)
        for row, order in cases:
            repair = order.repair_ids
            self._name_own(
                {
                    f"demo_return_{row['key']}": order,
                    f"demo_repair_{row['key']}": repair,
                }
            )
            moment = self._moment(row["sorted"], 14)
            self._date_return(row, order)
            self._date_back(repair, create_date=moment)
            self._in_past(repair, moment, date_intake=moment)

    # Taking in --------------------------------------------------------------------------------

    @api.model
    def _play_intake(self, rows):
        counter = [row for row in rows if "return" not in row]
        for row in counter:
            repair = self.env["repair.order"].create(self._prepare_item_vals(row))
            self._name_own({f"demo_repair_{row['key']}": repair})
            if row.get("photo"):
                repair.intake_photo_ids = self._attach_photo(repair, row["photo"])
            if row.get("bought"):
                repair.purchase_date = self._day(row["bought"])
                repair.purchase_proof_ids = self._attach_photo(repair, "receipt")
            moment = self._moment(row.get("intake", row.get("drafted")), 10)
            self._date_back(repair, create_date=moment)
            if "intake" in row:
                repair.action_validate()
                self._in_past(repair, moment, date_intake=moment)
            if row.get("origin") == "store":
                repair._evaluate_report()
            if row.get("cancelled"):
                repair.action_repair_cancel()
                self._in_past(repair, moment)

    @api.model
    def _prepare_item_vals(self, row):
        """:return: dict for the ``repair.order`` of a row that came over the counter"""
        store = self._warehouse(row.get("store", "web"))
        product = self._product(row["product"]) if "product" in row else None
        serial = {"item_serial": row["serial"]} if "serial" in row else {}
        return {
            **serial,
            "after_sales_origin": row.get("origin", "counter"),
            "partner_id": self._customer(row["customer"]).id if "customer" in row else False,
            "after_sales_store_id": store.id,
            "picking_type_id": store._after_sales_workshop().repair_type_id.id,
            "user_id": False,
            "priority": row.get("priority", "0"),
            "product_id": product and product.id,
            "item_name": row.get("item") or product.display_name,
            "lot_id": self._item_lot(row, store, product).id,
            "item_condition": row.get("condition"),
            "accessories": row.get("accessories"),
            "fault_description": row["fault"],
            "hand_back_by": row.get("by", "pickup"),
        }

    @api.model
    def _item_lot(self, row, store, product):
        """The serial that was sold, or that the store got last; none for what we do not know."""
        lots = self.env["stock.lot"]
        if "sold" in row:
            sale = self._ref(f"demo_sale_{row['sold']}")
            lines = sale.order_line.filtered(lambda line: line.product_id == product)
            return lines.move_ids.move_line_ids.lot_id[:1]
        if row.get("origin") != "store" or product.tracking == "none":
            return lots
        return (
            self.env["stock.move.line"]
            .search(
                [
                    ("product_id", "=", product.id),
                    ("location_dest_id", "=", store.lot_stock_id.id),
                    ("location_id.usage", "=", "internal"),
                ],
                order="id desc",
                limit=1,
            )
            .lot_id
        )

    # Diagnosis and quotation ------------------------------------------------------------------

    @api.model
    def _diagnose(self, rows):
        for row in rows:
            repair, technician = self._repair(row["key"]), self._technician(row)
            same_day = row["diagnosed"] == row.get("intake")
            moment = self._moment(row["diagnosed"], 15 if same_day else 9)
            repair.write(
                {
                    "user_id": technician.id,
                    "after_sales_defect_id": self._defect(row["defect"]).id,
                    "cause_id": self._own(f"cause_{row['cause']}").id,
                    "estimate_hours": row["hours"],
                    "estimate_date": self._calendar_day(row["diagnosed"] - 3),
                    "diagnosis_note": row["words"],
                }
            )
            self._add_parts(repair, row.get("parts", []))
            repair.with_user(technician).action_diagnosed()
            self._in_past(repair, moment, date_diagnosed=moment)

    @api.model
    def _defect(self, code):
        return self.env["after.sales.defect"].search([("code", "=", code)], limit=1)

    @api.model
    def _add_parts(self, repair, parts):
        vals_list = []
        for name in parts:
            line_type, part = name.split() if " " in name else ("add", name)
            vals_list.append(
                {
                    "repair_id": repair.id,
                    "repair_line_type": line_type,
                    "product_id": self._own(f"demo_part_{part}").id,
                    "product_uom_qty": 1.0,
                    "quantity": 1.0,
                }
            )
        self.env["stock.move"].create(vals_list)

    @api.model
    def _quote(self, rows):
        for row in rows:
            repair = self._repair(row["key"])
            repair.action_quote()
            repair.action_quote_send()
            moment = self._moment(row["quoted"], 16)
            self._in_past(repair, moment, date_quoted=moment)
            order = repair.sale_order_id
            self._date_back(order, create_date=moment, date_order=moment)
            if "answered" in row:
                self._answer(row, repair, order)
            self._date_back(order, validity_date=self._calendar_day(row["quoted"] - 14))

    @api.model
    def _answer(self, row, repair, order):
        moment = self._moment(row["answered"], 11)
        if "declined" in row:
            repair.action_quote_decline()
            repair._on_decline_reason(row["declined"])
            self._in_past(repair, moment, date_quote_answered=moment, date_ready=moment)
            order |= repair.inspection_order_id
        else:
            repair.action_quote_accept()
            self._in_past(repair, moment, date_quote_answered=moment)
        self._date_back(order, date_order=moment)
