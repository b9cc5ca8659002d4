from odoo import models
from odoo.fields import Command


class AfterSalesTill(models.AbstractModel):
    """Goods that a till takes in without paying for them."""

    _inherit = "after.sales.till"

    def _receive_taken_in(self, wishes, counter, **line_vals):
        """Have the goods of these wishes in the store's Returns location.

        :param line_vals: values for every return line
        :return: dict wish → its return line
        """
        lines = self._receive_asked_for(wishes, counter, line_vals)
        returns = self.env["after.sales.return"]
        for partner, group in self._by_customer(wishes, counter).items():
            vals = self._prepare_take_in_vals(partner, group, counter)
            for _command, _id, own in vals["line_ids"]:
                own.update(line_vals)
            order = returns._record_at_counter([vals])
            order._receive_at_counter([order._prepare_receipt_vals()])
            lines.update(zip(group, order.line_ids.sorted("id"), strict=True))
        self._finish_take_in(returns.union(*(line.return_id for line in lines.values())), counter)
        return lines

    def _receive_asked_for(self, wishes, counter, line_vals):
        """Receive here what was asked for before, perhaps for elsewhere.

        :return: dict wish → its return line
        """
        lines = {}
        for order, group in self._by_return(wishes).items():
            order._bring_to_till(self, self._prepare_take_in_link_vals(counter))
            own = {wish: wish.line for wish in group}
            order.line_ids.union(*own.values()).write(
                {"resolution": self._wished_resolution(group[0]), **line_vals}
            )
            order._receive_wished(group)
            lines.update(own)
        return lines

    # To the centre --------------------------------------------------------------------------

    def _take_in_centre(self, wishes, counter):
        """The store takes the goods in, the centre decides. Without a centre they stay, and
        customer service decides."""
        centre = self.config.after_sales_centre_id
        if centre == self.warehouse:
            centre = centre.browse()
        lines = self._receive_taken_in(wishes, counter, centre_id=centre.id)
        orders = self.env["after.sales.return"].union(*(line.return_id for line in lines.values()))
        if centre:
            self._send_to_centre(centre, orders, lines)
        return {wish: line.return_id for wish, line in lines.items()}

    def _send_to_centre(self, centre, orders, lines):
        """Plan the transfer: its goods leave when somebody fetches them."""
        store = self.warehouse
        picking_type = store.after_sales_sort_type_id
        moves = [
            line._prepare_centre_move_vals(wish.quantity, wish.lots, picking_type)
            for wish, line in lines.items()
        ]
        self.env["stock.picking"]._create_after_sales_transfers(
            [
                {
                    "picking_type_id": picking_type.id,
                    "company_id": self.company.id,
                    "origin": ", ".join(orders.mapped("name")[:5]),
                    "location_id": store.after_sales_location_id.id,
                    "location_dest_id": centre.after_sales_location_id.id,
                    "after_sales_return_ids": [Command.set(orders.ids)],
                    "move_ids": [Command.create(vals) for vals in moves],
                }
            ]
        )

    # Store credit of a sales order ----------------------------------------------------------

    def _take_in_store_credit(self, wishes, counter):
        """By the credit note of the sale; of goods that nobody graded before they are sorted."""
        lines = self._receive_taken_in(wishes, counter)
        parts = self.env["after.sales.disposition"]
        for wish, line in lines.items():
            own = line.disposition_ids.filtered(lambda part: part.state == "draft")
            if wish.grade:
                own.write(
                    {
                        "grade_id": wish.grade.id,
                        "resolution": "store_credit",
                        **self._prepare_deduction_vals(wish, counter.photos),
                    }
                )
                own._check_decide()
                own._do_decide()
            parts |= own
        parts.filtered(lambda part: part.state != "settled")._do_settle()
        return {wish: line.return_id for wish, line in lines.items()}
