"""(c), (c2): OCA ``rma`` + ``rma_sale`` for the same job, with its defaults and operation
"Refund". Its RMA location is put below the warehouse's stock, so that goods are saleable on
receipt and OCA is not charged for an internal transfer that it does not make by itself."""

OPERATION = "rma.rma_operation_refund"


def setup(env, by_hand):
    """Let goods in the RMA location count as saleable stock."""
    for warehouse in env["stock.warehouse"].search([("rma_loc_id", "!=", False)]):
        warehouse.rma_loc_id.location_id = warehouse.lot_stock_id


def clerk(session, order_ids):
    """One order after the other; every click is a transaction."""
    for order_id in order_ids:
        rma_ids = request(session, order_id)
        with session.step("receive") as env:
            env["rma"].browse(rma_ids).reception_move_id.picking_id.button_validate()
        with session.step("credit") as env:
            env["rma"].browse(rma_ids).action_refund()
        with session.step("post") as env:
            env["rma"].browse(rma_ids).refund_id.action_post()


def request(session, order_id):
    """The wizard on the order, and its button, which confirms. -> rma ids (one per line)"""
    with session.step("return") as env:
        wizard_id = env["sale.order"].browse(order_id).action_create_rma()["res_id"]
    with session.step("return") as env:
        wizard = env["sale.order.rma.wizard"].with_context(active_id=order_id).browse(wizard_id)
        wizard.operation_id = env.ref(OPERATION)
        wizard.create_and_open_rma()
        return wizard.order_id.rma_ids.ids


def batch(session, order_ids):
    """Its methods on the recordset; one transaction per step. Customers differ, so that its
    grouping by customer makes one credit note per order."""
    with session.step("return") as env:
        rmas = env["rma"].create(
            [
                rma_vals(env, move)
                for move in env["sale.order"].browse(order_ids).order_line.move_ids
            ]
        )
        rmas.action_confirm()
    with session.step("receive") as env:
        env["rma"].browse(rmas.ids).reception_move_id.picking_id.button_validate()
    with session.step("credit") as env:
        env["rma"].browse(rmas.ids).action_refund()
    with session.step("post") as env:
        env["rma"].browse(rmas.ids).refund_id.action_post()


def rma_vals(env, move):
    """As its own wizard prepares them (``_prepare_rma_values``)."""
    order = move.sale_line_id.order_id
    return {
        "partner_id": order.partner_id.id,
        "partner_invoice_id": order.partner_invoice_id.id,
        "partner_shipping_id": order.partner_shipping_id.id,
        "origin": order.name,
        "company_id": order.company_id.id,
        "location_id": order.warehouse_id.rma_loc_id.id,
        "order_id": order.id,
        "picking_id": move.picking_id.id,
        "move_id": move.id,
        "product_id": move.product_id.id,
        "product_uom_qty": move.quantity,
        "product_uom": move.product_uom.id,
        "operation_id": env.ref(OPERATION).id,
    }
