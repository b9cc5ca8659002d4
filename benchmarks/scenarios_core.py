"""(a) a clerk who returns and credits with Odoo's own wizards; (b) the leanest batch that one
can write by hand on core: what is left of it cannot be saved without leaving Odoo's methods."""

from odoo.fields import Command

# What a batch written by hand leaves out: followers, notes, tracked values.
NO_CHATTER = {
    "tracking_disable": True,
    "mail_notrack": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
}


def setup(env, by_hand):
    """Core works as it is installed."""


def clerk(session, order_ids):
    """One order after the other; every click is a transaction."""
    for order_id in order_ids:
        picking_id = return_goods(session, order_id)
        with session.step("receive") as env:
            env["stock.picking"].browse(picking_id).button_validate()
        note_id = reverse_invoice(session, order_id)
        with session.step("post") as env:
            env["account.move"].browse(note_id).action_post()


def return_goods(session, order_id):
    """The return wizard: opened and saved by the client, then its button. -> picking id"""
    with session.step("return") as env:
        delivery = env["sale.order"].browse(order_id).picking_ids
        wizard = (
            env["stock.return.picking"]
            .with_context(
                active_model="stock.picking", active_id=delivery.id, active_ids=delivery.ids
            )
            .create({})
        )
    with session.step("return") as env:
        return env["stock.return.picking"].browse(wizard.id).action_create_returns_all()["res_id"]


def reverse_invoice(session, order_id):
    """The reversal wizard, likewise. -> credit note id"""
    with session.step("credit") as env:
        invoice = env["sale.order"].browse(order_id).invoice_ids
        wizard = (
            env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "reason": "Returned"})
        )
    with session.step("credit") as env:
        return env["account.move.reversal"].browse(wizard.id).refund_moves()["res_id"]


def batch(session, order_ids):
    """All orders at once; one transaction per step."""
    with session.step("return") as env:
        moves = create_return_moves(orders_without_chatter(env, order_ids))
    with session.step("receive") as env:
        env["stock.move"].with_context(**NO_CHATTER).browse(moves.ids)._action_done()
    with session.step("credit") as env:
        invoices = orders_without_chatter(env, order_ids).invoice_ids
        notes = create_credit_notes(invoices)
    with session.step("post") as env:
        moves = env["account.move"].with_context(**NO_CHATTER)
        post_and_reconcile(moves.browse(notes.ids), moves.browse(invoices.ids))


def orders_without_chatter(env, order_ids):
    return env["sale.order"].with_context(**NO_CHATTER).browse(order_ids)


def create_return_moves(orders):
    """One picking per order, its moves with their quantities filled in, in one ``create``."""
    pickings = orders.env["stock.picking"].create(
        [return_picking_vals(delivery) for delivery in orders.picking_ids]
    )
    return pickings.move_ids


def return_picking_vals(delivery):
    picking_type = delivery.picking_type_id.return_picking_type_id or delivery.picking_type_id
    return {
        "picking_type_id": picking_type.id,
        "partner_id": delivery.partner_id.id,
        "origin": delivery.name,
        "return_id": delivery.id,
        "location_id": delivery.location_dest_id.id,
        "location_dest_id": picking_type.default_location_dest_id.id,
        "move_ids": [
            Command.create(return_move_vals(move, picking_type)) for move in delivery.move_ids
        ],
    }


def return_move_vals(move, picking_type):
    places = {
        "product_id": move.product_id.id,
        "location_id": move.location_dest_id.id,
        "location_dest_id": picking_type.default_location_dest_id.id,
    }
    return {
        **places,
        "product_uom": move.product_uom.id,
        "product_uom_qty": move.quantity,
        "picking_type_id": picking_type.id,
        "sale_line_id": move.sale_line_id.id,
        "origin_returned_move_id": move.id,
        "to_refund": True,
        "picked": True,
        "move_line_ids": [
            Command.create(
                {
                    **places,
                    "product_uom_id": move.product_uom.id,
                    "quantity": move.quantity,
                    "picked": True,
                }
            )
        ],
    }


def create_credit_notes(invoices):
    return invoices.create([credit_note_vals(invoice) for invoice in invoices])


def credit_note_vals(invoice):
    return {
        "move_type": "out_refund",
        "partner_id": invoice.partner_id.id,
        "partner_shipping_id": invoice.partner_shipping_id.id,
        "currency_id": invoice.currency_id.id,
        "journal_id": invoice.journal_id.id,
        "fiscal_position_id": invoice.fiscal_position_id.id,
        "invoice_user_id": invoice.invoice_user_id.id,
        "invoice_origin": invoice.invoice_origin,
        "ref": f"Reversal of: {invoice.name}",
        "invoice_payment_term_id": False,
        "invoice_line_ids": [
            Command.create(credit_line_vals(line)) for line in invoice.invoice_line_ids
        ],
    }


def credit_line_vals(line):
    return {
        "product_id": line.product_id.id,
        "name": line.name,
        "quantity": line.quantity,
        "product_uom_id": line.product_uom_id.id,
        "price_unit": line.price_unit,
        "discount": line.discount,
        "tax_ids": [Command.set(line.tax_ids.ids)],
        "account_id": line.account_id.id,
        "analytic_distribution": line.analytic_distribution,
        "sale_line_ids": [Command.set(line.sale_line_ids.ids)],
    }


def post_and_reconcile(notes, invoices):
    """Post, then reconcile all pairs by one plan: posting would reconcile pair by pair, so the
    notes learn only afterwards which invoice they reverse."""
    notes.action_post()
    pairs = list(zip(notes, invoices, strict=True))
    open_lines = (
        (notes + invoices)
        .line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        .grouped("move_id")
    )
    for note, invoice in pairs:
        note.reversed_entry_id = invoice
    notes.env["account.move.line"]._reconcile_plan(
        [open_lines[note] + open_lines[invoice] for note, invoice in pairs]
    )
