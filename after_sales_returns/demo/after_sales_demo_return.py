from markupsafe import Markup

from odoo import api, models
from odoo.fields import Command

from .returns import MESSAGES, RETURNS

# Refunds that the accountant paid out already; the others are waiting.
PAID_OUT_AFTER_DAYS = 40
FIELDS = ("channel", "transport", "priority", "carrier_tracking_ref", "description")


class AfterSalesDemo(models.AbstractModel):
    """Return orders of the demo, from the request to the refund, one step for all at a time."""

    _inherit = "after.sales.demo"

    @api.model
    def _play_returns(self):
        cases = [(row, self._create_return(row)) for row in RETURNS]
        self._name_records({f"demo_return_{row['key']}": order for row, order in cases})
        self._request(self._reaching("asked", cases))
        self._approve(self._reaching("approved", cases))
        self._refuse(cases)
        self._receive(self._reaching("received", cases))
        self._sort(self._reaching("sorted", cases))
        self._settle(self._reaching("settled", cases))
        for row, order in cases:
            if row.get("short"):
                order.action_close()
            self._date_return(row, order)
        self._date_promises(self._together(cases))
        self._talk()
        self._rate(self._reaching("rating", cases))
        orders = self._together(cases)
        # Nobody of the demo waits for a letter.
        self.env["after.sales.mail"].search([("return_id", "in", orders.ids)]).unlink()

    @api.model
    def _reaching(self, step, cases):
        return [(row, order) for row, order in cases if step in row]

    @api.model
    def _together(self, cases):
        return self.env["after.sales.return"].union(*(order for _row, order in cases))

    # The request ----------------------------------------------------------------------------

    @api.model
    def _create_return(self, row):
        order = self.env["after.sales.return"].create(
            {
                **{name: row[name] for name in FIELDS if name in row},
                "partner_id": self._ref(f"demo_customer_{row['customer']}").id,
                "warehouse_id": self._warehouse(row.get("warehouse", "web")).id,
                "team_id": self._ref(f"demo_team_{row['team']}").id,
                "user_id": self._ref(f"demo_team_{row['team']}").user_id.id,
                "line_ids": [
                    Command.create(self._prepare_line_vals(*line)) for line in row["lines"]
                ],
            }
        )
        for line, (*_line, more) in zip(order.line_ids, row["lines"], strict=True):
            if more.get("photo"):
                line.photo_ids = self._attach_photo(line, more["photo"])
        return order

    @api.model
    def _prepare_line_vals(self, sale, code, quantity, reason, wish, more):
        product = self._product(code)
        sold = self._ref(f"demo_sale_{sale}").order_line.filtered(
            lambda line: line.product_id == product
        )[:1]
        lots = (
            sold.move_ids.move_line_ids.lot_id
            if product.tracking == "serial"
            else product.env["stock.lot"]
        )
        return {
            "sale_line_id": sold.id,
            "product_id": product.id,
            "quantity": quantity,
            "lot_ids": [Command.set(lots[: int(quantity)].ids)],
            "reason_id": self._ref(f"reason_{reason}").id,
            "resolution": wish,
            "exchange_product_id": self._product(more["swap"]).id if "swap" in more else False,
            "description": more.get("words"),
        }

    @api.model
    def _attach_photo(self, record, name):
        return self.env["ir.attachment"].create(
            {
                "name": f"{name}.png",
                "datas": self._picture(f"photo_{name}"),
                "res_model": record._name,
                "res_id": record.id,
            }
        )

    @api.model
    def _request(self, cases):
        """Ask for them, and judge them as of the day on which they were asked for."""
        self._together(cases).action_request()
        self.env.flush_all()
        for row, order in cases:
            self._date_back(order, date_requested=self._moment(row["asked"], 10))
        for row, order in cases:
            if row["asked"]:
                self._judge(order, row["asked"])

    @api.model
    def _judge(self, order, days_ago):
        policies = self.env["after.sales.policy"]
        for line, verdict in policies._evaluate(order.line_ids, self._day(days_ago)).items():
            verdict.pop("automatic")
            line.write(verdict)

    # The decision ---------------------------------------------------------------------------

    @api.model
    def _approve(self, cases):
        self._together(cases).action_approve()
        for row, order in cases:
            if row.get("cancelled"):
                order.action_cancel()

    @api.model
    def _refuse(self, cases):
        for row, order in cases:
            if row.get("refused"):
                order.refusal_reason = row["refused"]
                order.action_refuse()

    # The goods ------------------------------------------------------------------------------

    @api.model
    def _receive(self, cases):
        receipts = {}
        for row, order in cases:
            picking = order.picking_ids
            for move in picking.move_ids:
                move.quantity = row.get("only", {}).get(
                    move.product_id.default_code, move.product_uom_qty
                )
            if row.get("extra"):
                self._add_unexpected(picking, self._product(row["extra"]))
            picking.move_ids.picked = True
            receipts[picking] = self._moment(row["received"], 11)
        self._validate(self.env["stock.picking"].union(*receipts))
        for picking, moment in receipts.items():
            picking.date_done = moment

    @api.model
    def _add_unexpected(self, picking, product):
        picking.move_ids = [
            Command.create(
                {
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "product_uom_qty": 1.0,
                    "location_id": picking.location_id.id,
                    "location_dest_id": picking.location_dest_id.id,
                    "picking_type_id": picking.picking_type_id.id,
                }
            )
        ]
        move = picking.move_ids.filtered(lambda move: move.product_id == product)
        move._action_confirm(merge=False)
        move.quantity = 1.0
        picking.action_after_sales_record_unexpected()

    @api.model
    def _sort(self, cases):
        """Grade as the table says; each return has its own sorting transfers."""
        transfers = []
        for row, order in cases:
            parts = order.action_sort()
            for part in parts:
                parts |= self._grade(part, row.get("parts", {}))
            parts.action_decide()
            transfers.append((parts.move_ids.picking_id, row["sorted"]))
        self._validate_transfers(transfers)

    @api.model
    def _grade(self, part, table):
        """Divide a proposed disposition as the table says.

        :return: the dispositions made
        """
        rows = table.get(part.product_id.default_code, [(part.quantity, "a", {})])
        parts = part
        for quantity, _grade, _vals in rows[1:]:
            part.quantity -= quantity
            parts |= part.copy({"line_id": part.line_id.id, "quantity": quantity})
        for one, (_quantity, grade, vals) in zip(parts, rows, strict=True):
            if grade:
                one.grade_id = self._ref(f"grade_{grade}")
            one.write(vals)
            self._prove(one)
        return parts

    @api.model
    def _prove(self, part):
        """What the sorter found is why less is given than the law would, with a photo."""
        if part.note and (part._deduction_problems() or part._denial_problems()):
            photo = self._attach_photo(part, "stain")
            part.write(
                {
                    "reduction_reason": part.note,
                    "reduction_evidence_ids": [Command.set(photo.ids)],
                }
            )

    # The money ------------------------------------------------------------------------------

    @api.model
    def _settle(self, cases):
        self._together(cases).action_settle()
        deliveries = []
        for row, order in cases:
            pickings = (order.exchange_order_ids.picking_ids | order.picking_ids).filtered(
                lambda picking: picking.picking_type_code == "outgoing"
            )
            deliveries.append((pickings, max(0, row["settled"] - 1)))
        self._validate_transfers(deliveries)
        for row, order in cases:
            self._date_documents(order, row["settled"])
        self._pay_out([order for row, order in cases if row["settled"] >= PAID_OUT_AFTER_DAYS])

    @api.model
    def _pay_out(self, orders):
        """Pay back what the customers of these returns are owed."""
        notes = self.env["after.sales.return"].union(*orders).refund_ids
        self._pay(notes.filtered(lambda note: note.payment_state == "not_paid"))

    @api.model
    def _date_documents(self, order, days_ago):
        """Date the documents of a settlement back, as far as their numbers allow."""
        exchanges = order.exchange_order_ids
        exchanges.date_order = self._moment(days_ago)
        for move in order.refund_ids | exchanges.invoice_ids:
            self._date_entry(move, days_ago)

    @api.model
    def _date_entry(self, move, days_ago):
        """Date an entry back, as far as its number allows."""
        if move._deduce_sequence_number_reset(move.name) in ("year", "never"):
            day = max(self._day(days_ago), move.date.replace(month=1, day=1))
            dates = {"invoice_date": day, "date": day} if move.is_invoice() else {"date": day}
            move.with_context(skip_readonly_check=True).write(dates)

    # The past -------------------------------------------------------------------------------

    @api.model
    def _date_return(self, row, order):
        """Write the days of the table on the return and on its dispositions."""
        moments = {
            f"date_{name}": self._moment(row[step], hour)
            for step, name, hour in (
                ("asked", "requested", 10),
                ("approved", "approved", 10),
                ("received", "received", 11),
                ("sorted", "sorted", 14),
                ("settled", "settled", 16),
            )
            if step in row
        }
        if order.date_decided:
            moments["date_decided"] = moments.get("date_approved", self._moment(row["asked"], 15))
        if order.date_settled:  # without a day of its own: nothing was owed once it was sorted
            moments.setdefault("date_settled", moments.get("date_sorted", order.date_settled))
        if "received" in row:
            moments["date_last_received"] = moments["date_received"]
        last = min(
            (row[step] for step in ("asked", "received", "sorted", "settled") if step in row),
            default=0,
        )
        if order.date_closed:
            moments["date_closed"] = self._moment(last, 16)
        self._date_back(order, create_date=self._moment(row.get("asked", 0), 10), **moments)
        self._date_parts(row, order.disposition_ids)

    @api.model
    def _date_promises(self, orders):
        """Promise anew as of the days of the table: what the buttons promised is of today."""
        self.env.invalidate_all()
        orders.promise_ids.unlink()
        orders._sync_promises()

    @api.model
    def _date_parts(self, row, parts):
        decided = parts.filtered("date_decided")
        if "sorted" in row:
            self._date_back(decided, date_decided=self._moment(row["sorted"], 14))
        settled = parts.filtered("date_settled")
        if "settled" in row:
            self._date_back(settled, date_settled=self._moment(row["settled"], 16))
        elif settled:
            self._date_back(settled, date_settled=self._moment(row["sorted"], 14))

    @api.model
    def _talk(self):
        for key, who, days_ago, text in MESSAGES:
            order = self._ref(f"demo_return_{key}")
            author = order.partner_id if who == "customer" else self._ref(f"demo_partner_{who}")
            order.message_post(
                body=Markup("<p>%s</p>") % text,
                author_id=author.id,
                date=self._moment(days_ago, 12),
                message_type="comment",
                subtype_xmlid="mail.mt_comment" if who == "customer" else "mail.mt_note",
            )

    @api.model
    def _rate(self, cases):
        """What customers said of returns that are over."""
        self.env["rating.rating"].create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id(order._name),
                    "res_id": order.id,
                    "partner_id": order.partner_id.id,
                    "rated_partner_id": order.user_id.partner_id.id,
                    "rating": row["rating"],
                    "consumed": True,
                }
                for row, order in cases
            ]
        )
