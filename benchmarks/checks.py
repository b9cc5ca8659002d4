"""Did the job get done? Run after each share of orders, outside the measured time, so that
nobody measures a broken path."""

from odoo.fields import Domain


def stock_on_hand(env, orders):
    """Free quantity (not reserved) below the orders' saleable stock, by product id."""
    quants = env["stock.quant"]._read_group(
        Domain("location_id", "child_of", orders.warehouse_id.lot_stock_id.ids)
        & Domain("product_id", "in", orders.order_line.product_id.ids),
        ["product_id"],
        ["quantity:sum", "reserved_quantity:sum"],
    )
    return {product.id: quantity - reserved for product, quantity, reserved in quants}


def check_returned(env, orders, stock_before):
    """Both lines back and saleable, one posted credit note per order, invoice settled."""
    problems = [text for order in orders for text in order_problems(order)]
    problems += stock_problems(orders, stock_before, stock_on_hand(env, orders))
    if problems:
        raise AssertionError("; ".join(problems[:5]))


def order_problems(order):
    invoice = order.invoice_ids.filtered(lambda move: move.move_type == "out_invoice")
    notes = invoice.reversal_move_ids
    if len(invoice) != 1 or len(notes) != 1:
        yield f"{order.name}: {len(invoice)} invoices, {len(notes)} credit notes"
        return
    if notes.state != "posted":
        yield f"{notes.display_name} is {notes.state}"
    if not order.currency_id.is_zero(notes.amount_total - invoice.amount_total):
        yield f"{order.name}: credited {notes.amount_total} of {invoice.amount_total}"
    if not order.currency_id.is_zero(invoice.amount_residual + notes.amount_residual):
        yield f"{order.name}: the invoice still has {invoice.amount_residual} open"
    for line in order.order_line:
        if line.qty_delivered:
            yield f"{order.name}: {line.qty_delivered} still count as delivered"


def stock_problems(orders, before, after):
    returned = orders.order_line._read_group(
        [("id", "in", orders.order_line.ids)], ["product_id"], ["product_uom_qty:sum"]
    )
    for product, quantity in returned:
        got = after.get(product.id, 0) - before.get(product.id, 0)
        if abs(got - quantity) > 0.001:
            yield f"{product.display_name}: {got} of {quantity} saleable again"


def check_repaired(env, repairs, part_before, part_after):
    """Each repair done, its part used up, and its item with its owner and nowhere else."""
    problems = [text for repair in repairs for text in repair_problems(repair)]
    used = part_before - part_after
    if abs(used - len(repairs)) > 0.001:
        problems.append(f"{used} parts used for {len(repairs)} repairs")
    kept = env["stock.quant"].search(
        [("owner_id", "in", repairs.partner_id.ids), ("location_id.usage", "=", "internal")]
    )
    problems += [
        f"{quant.owner_id.name}: {quant.quantity} kept" for quant in kept if quant.quantity
    ]
    if problems:
        raise AssertionError("; ".join(problems[:5]))


def repair_problems(repair):
    if repair.state != "done":
        yield f"{repair.name} is {repair.state}"
    if set(repair.move_ids.mapped("state")) != {"done"}:
        yield f"{repair.name}: the part was not used"


def check_brought_back(refunds, invoiced):
    """Each refund paid, its unit back on the shelf, its receipt's line refunded once, its credit
    note posted and paid."""
    problems = [text for refund in refunds for text in refund_problems(refund, invoiced)]
    if problems:
        raise AssertionError("; ".join(problems[:5]))


def refund_problems(refund, invoiced):
    moves = refund.picking_ids.move_ids
    shelf = refund.config_id.picking_type_id.default_location_src_id
    if moves.mapped("state") != ["done"] or moves.location_dest_id != shelf:
        yield f"{refund.name}: the unit is not back on the shelf"
    if refund.lines.refunded_orderline_id.refunded_qty != 1.0:
        yield f"{refund.name}: the receipt does not know of it"
    if bool(refund.account_move) != invoiced:
        yield f"{refund.name}: invoiced is {bool(refund.account_move)}"
    if invoiced and (refund.account_move.state != "posted" or refund.account_move.amount_residual):
        yield f"{refund.account_move.name} is not posted and paid"
    if "after_sales_return_ids" in refund._fields:
        states = refund.after_sales_return_ids.mapped("state")
        if states != ["closed"]:
            yield f"{refund.name}: return orders are {states}"
