import json

from odoo import fields, models
from odoo.fields import Command


class PosOrder(models.Model):
    """The return orders of what a paid order brought back: made, received, settled with the
    order's own lines, and printed on its receipt."""

    _inherit = "pos.order"

    def _after_sales_record_wishes(self, returned):
        """Make the return orders of what this order paid back.

        :param returned: :class:`TillReturn`
        :return: ``after.sales.return``
        """
        self.ensure_one()
        orders = self.env["after.sales.return"]
        if not returned.wishes:
            return orders
        keys = [wish.key for wish in returned.wishes]
        photos = self.env["after.sales.reservation"]._take_over(returned.ticket, keys)
        lines = self._after_sales_find_return_lines(returned, photos)
        parts = self._after_sales_dispose(returned, lines, photos)
        shelf = self._after_sales_take_goods_in(returned, lines, parts)
        self._after_sales_settle_at_till(returned, parts, shelf)
        orders = orders.union(*(line.return_id for line in lines.values()))
        self._after_sales_finish_till_return(returned, orders, lines)
        return orders

    def _after_sales_find_return_lines(self, returned, photos):
        """:return: dict wish → its return line: of the return it was asked for with, else new"""
        lines = {wish: wish.asked_line for wish in returned.asked_for}
        asked = self.env["after.sales.return"].union(*(line.return_id for line in lines.values()))
        if asked:
            asked._bring_to_till(returned.till, self._after_sales_prepare_till_link_vals(returned))
        new = [wish for wish in returned.wishes if wish not in lines]
        if new:
            order = self.env["after.sales.return"]._record_at_counter(
                [self._after_sales_prepare_till_return_vals(returned, new, photos)]
            )
            photos = order.line_ids.photo_ids
            if photos:
                photos.write({"res_model": order._name, "res_id": order.id})
            lines.update(zip(new, order.line_ids.sorted("id"), strict=True))
        return lines

    def _after_sales_prepare_till_return_vals(self, returned, wishes, photos):
        """:return: dict for ``after.sales.return``"""
        partner = self.partner_id
        if wishes and wishes[0] in returned.claimable:
            partner = wishes[0].origin._return_partner(wishes[0], partner)
        return {
            **self._after_sales_prepare_till_link_vals(returned),
            "partner_id": (partner or self.env.ref("after_sales_pos.partner_walk_in")).id,
            "company_id": self.company_id.id,
            "channel": "store",
            "transport": "store",
            "warehouse_id": returned.till.warehouse.id,
            "line_ids": [
                Command.create(self._after_sales_prepare_till_line_vals(returned, wish, photos))
                for wish in wishes
            ],
        }

    def _after_sales_prepare_till_link_vals(self, returned):
        return {
            "pos_order_id": self.id,
            "pos_config_id": returned.till.id,
            "pos_cashier": returned.cashier,
            "pos_offline": returned.offline,
        }

    def _after_sales_prepare_till_line_vals(self, returned, wish, photos):
        """:return: dict for ``after.sales.return.line``"""
        vals = {
            "product_id": wish.product.id,
            "product_uom_id": wish.product.uom_id.id,
            "quantity": wish.quantity,
            "reason_id": wish.reason.id,
            "description": wish.data["description"] or False,
            "resolution": wish.resolution,
            "exchange_product_id": wish.exchange_product.id,
            "photo_ids": [Command.set(photos[wish.key].ids)] if photos.get(wish.key) else [],
        }
        sold = wish in returned.claimable and wish.origin._prepare_sold_vals(wish)
        if not sold:
            # What was paid is all that is known of it.
            return {**vals, "price_paid_unit": self._after_sales_net_of(wish) / wish.quantity}
        return {
            **vals,
            **self._after_sales_prepare_verdict_vals(returned, wish),
            **sold,
            "lot_ids": [Command.set(wish.lots.ids)],
        }

    def _after_sales_prepare_verdict_vals(self, returned, wish):
        """What the policies said of it a moment ago; they need not be asked again."""
        fields_of = self.env["after.sales.return.line"]._fields
        verdict = returned.verdicts.get(wish.key, {})
        return {name: value for name, value in verdict.items() if name in fields_of}

    def _after_sales_net_of(self, wish):
        """Untaxed amount that this order gives back for a wish: goods, shares of discounts, fees,
        gift cards' part included; positive."""
        lines = self.lines.filtered(
            lambda line: (
                line.after_sales_key == wish.key
                and line.after_sales_role in ("goods", "share", "fee")
                and not line.after_sales_origin_id._is_after_sales_card()
            )
        )
        return -lines._after_sales_amount("price_subtotal")

    def _after_sales_dispose(self, returned, lines, photos):
        """One disposition per wish, per serial where there are some.

        :param photos: dict key of the wish → what the cashier took

        :return: dict wish → ``after.sales.disposition``
        """
        vals_list, wishes = [], []
        for wish, line in lines.items():
            percent, fee = returned.terms[wish.key]
            shared = returned.till._prepare_deduction_vals(wish, photos)
            for lot, quantity in wish.units:
                wishes.append(wish)
                vals_list.append(
                    {
                        **shared,
                        "line_id": line.id,
                        "quantity": line._quantity_in_line_unit(quantity),
                        "lot_id": lot.id,
                        "grade_id": wish.grade.id,
                        "resolution": wish.resolution,
                        "refund_percent": percent,
                        "fee": fee * quantity / wish.quantity,
                    }
                )
        made = self.env["after.sales.disposition"].create(vals_list)
        parts = {wish: made.browse() for wish in lines}
        for wish, part in zip(wishes, made, strict=True):
            parts[wish] |= part
        return parts

    def _after_sales_goes_to_shelf(self, returned, part):
        """Whether what the cashier graded is for sale again at once."""
        is_traced = part.product_id.tracking == "none" or part.lot_id
        return (
            returned.till.config.after_sales_ask_grade and part._route_row().for_sale and is_traced
        )

    def _after_sales_take_goods_in(self, returned, lines, parts):
        """One transfer per return order, from the customer to the shelf or to Returns.

        :return: ids of the return lines whose goods went to the shelf
        """
        graded = self.env["after.sales.disposition"].union(*parts.values()).grouped("line_id")
        shelf = {
            line.id
            for line, own in graded.items()
            if all(self._after_sales_goes_to_shelf(returned, part) for part in own)
        }
        asked = returned.asked_for
        for order in self.env["after.sales.return"].union(*(wish.line.return_id for wish in asked)):
            order._receive_wished(asked, shelf, self._after_sales_prepare_receipt_link_vals(order))
        vals_list = []
        new = {line for wish, line in lines.items() if wish not in asked}
        self._after_sales_read_deliveries(new)
        for order in self.env["after.sales.return"].union(*(line.return_id for line in new)):
            vals = {
                **order._prepare_receipt_vals(),
                **self._after_sales_prepare_receipt_link_vals(order),
            }
            stock = returned.till.warehouse.lot_stock_id
            for _command, _id, move in vals["move_ids"]:
                if move["after_sales_line_id"] in shelf:
                    move["location_dest_id"] = stock.id
                    for _command, _id, move_line in move.get("move_line_ids", ()):
                        move_line["location_dest_id"] = stock.id
            vals_list.append(vals)
        if vals_list:
            self.env["after.sales.return"]._receive_at_counter(vals_list)
        return shelf

    def _after_sales_prepare_receipt_link_vals(self, order):
        """:return: dict for the transfers of ``order``; the session values what is linked to it,
        but the credit note of a sales order does that itself"""
        if order.line_ids.sale_line_id:
            return {}
        return {"pos_order_id": self.id, "pos_session_id": self.session_id.id}

    def _after_sales_read_deliveries(self, lines):
        """Read at once how much of each delivery came back."""
        everything = self.env["after.sales.return.line"].union(*lines)
        moves = everything.pos_line_id.order_id._after_sales_pickings().move_ids
        moves |= everything.sale_line_id.move_ids
        moves.returned_move_ids.mapped("state")

    def _after_sales_settle_at_till(self, returned, parts, shelf):
        """The lines of this order have paid: note on each disposition what.

        :param shelf: ids of the return lines whose goods nobody has to sort
        """
        now = fields.Datetime.now()
        everything = self.env["after.sales.disposition"].union(*parts.values())
        payouts = everything.filtered("line_id.sale_line_id")
        quoted = self._after_sales_credited_units(returned)
        for wish, own in parts.items():
            if own <= payouts:
                continue
            net, left = self._after_sales_net_of(wish), self._after_sales_net_of(wish)
            units = quoted.get(wish.key, wish.quantity)
            for part in own:
                amount = left
                share = part.line_id._quantity_in_product_unit(part.quantity) / wish.quantity
                if part != own[-1:]:
                    amount = part.currency_id.round(net * share)
                left -= amount
                part._write_credited(units * share, amount)
        self._after_sales_pay_credit_notes(payouts)
        sorted_parts = everything.filtered(lambda part: part.line_id.id in shelf)
        sorted_parts._move_to("settled", date_decided=now, date_settled=now)
        (everything - sorted_parts)._move_to("settled", date_settled=now)
        # Cards that paid a sales order get their part back, and what it earned goes back.
        payouts.flush_recordset()
        payouts._sync_points()
        self._after_sales_give_credits(returned)
        self._after_sales_move_loyalty_points(returned)

    def _after_sales_credited_units(self, returned):
        """:return: dict key → units of the receipt's line whose sale this order takes back; none
        of those that the back office had credited before they came"""
        units = {
            wish.key: wish.receipt_line._after_sales_units(wish.product, wish.quantity)
            for wish in returned.claimable
            if wish.receipt_line
        }
        quoted = returned.quoted_lines
        return units | {line["key"]: line["units"] for line in quoted if "units" in line}

    def _after_sales_finish_till_return(self, returned, orders, lines):
        orders.write({"date_settled": fields.Datetime.now()})
        if self.account_move.move_type == "out_refund":
            orders.write({"refund_ids": [Command.link(self.account_move.id)]})
        for wish, line in lines.items():
            self.lines.filtered(
                lambda one, key=wish.key: one.after_sales_key == key
            ).after_sales_line_id = line
        self.env["after.sales.override"].search(
            [("ticket", "=", returned.ticket), ("return_id", "=", False)]
        ).return_id = orders[:1]
        orders._close_if_complete()
        orders._sync_open_promises()
        self.after_sales_receipt = self._after_sales_prepare_till_receipt(orders)

    # Receipt --------------------------------------------------------------------------------------

    def _after_sales_prepare_till_receipt(self, orders):
        """:return: str, JSON: ``{"returns": [{"name", "lines": [{"name", "quantity", "reason",
        "resolution", "amount"}], "next"}]}``"""
        return json.dumps(
            {"returns": [self._after_sales_till_receipt_of(order) for order in orders]}
        )

    def _after_sales_till_receipt_of(self, order):
        labels = dict(order.line_ids._fields["resolution"]._description_selection(self.env))
        lines = order.line_ids.filtered("pos_refund_line_ids") or order.line_ids
        return {
            "name": order.name,
            "lines": [
                {
                    "name": line.product_id.display_name,
                    "quantity": line.quantity,
                    "reason": line.reason_id.name or "",
                    "resolution": labels[line.resolution],
                    "amount": -line.pos_refund_line_ids._after_sales_amount(),
                }
                for line in lines
            ],
            "next": self._after_sales_till_next_sentence(order),
        }

    def _after_sales_till_next_sentence(self, order):
        if order.state == "closed":
            return self.env._("This return is finished: nothing more to do.")
        return self.env._("We check the goods; you have your money already.")
