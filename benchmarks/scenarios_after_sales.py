"""(d), (e): this addon for the same job. Beyond what core does, it checks the claim on the sold
lines, judges them by a policy, and lets nobody sell the goods before they are sorted: receipt
to the Returns location, then a transfer to the stock.

The policy approves alone and sorted goods move at once, as a chain with many returns sets it
up; with ``--by-hand`` a person approves, and the warehouse confirms the transfer."""

from odoo.fields import Command

POLICY_DAYS = 30


def setup(env, by_hand):
    """One policy, so that verdicts are computed in earnest; it pays after sorting. The shipped
    ones (some pay on receipt) are archived."""
    if env["after.sales.policy"].search_count([("name", "=", "Bench")]):
        return
    env["after.sales.policy"].search([]).active = False
    env["after.sales.policy"].create(
        {
            "name": "Bench",
            "decision": "confirm" if by_hand else "automatic",
            "window_ids": [Command.create({"resolution": "refund", "window_days": POLICY_DAYS})],
        }
    )
    env.company.after_sales_sort_transfer = "transfer" if by_hand else "direct"


def clerk(session, order_ids):
    """One order after the other; every click is a transaction."""
    for order_id in order_ids:
        return_ids = create(session, [order_id])
        for click in CLICKS:
            click(session, return_ids)


def batch(session, order_ids):
    """The same methods on the recordset; one transaction per step."""
    return_ids = create(session, order_ids)
    for click in CLICKS:
        click(session, return_ids)


def create(session, order_ids):
    """Create and request: the form is saved by the press of its button."""
    with session.step("request") as env:
        reason = env["after.sales.reason"].search([("category", "=", "size")], limit=1)
        returns = env["after.sales.return"].create(
            [return_vals(order, reason) for order in env["sale.order"].browse(order_ids)]
        )
        returns.action_request()
        return returns.ids


def return_vals(order, reason):
    """What the customer service fills in: the order's two lines, and that they do not fit."""
    return {
        "partner_id": order.partner_id.id,
        "warehouse_id": order.warehouse_id.id,
        "line_ids": [
            Command.create(
                {
                    "sale_line_id": line.id,
                    "quantity": line.product_uom_qty,
                    "reason_id": reason.id,
                    "resolution": "refund",
                }
            )
            for line in order.order_line
        ],
    }


def click(name):
    """Make of ``function(returns)`` a click: a transaction, if there is something to do.

    ``function`` yields the recordset to work on and the name of its button.
    """

    def decorate(function):
        def run(session, return_ids):
            with session.unmeasured_as_user() as env:
                todo = bool(function(env["after.sales.return"].browse(return_ids))[0])
            if not todo:
                return
            with session.step(name) as env:
                records, button = function(env["after.sales.return"].browse(return_ids))
                getattr(records, button)()

        return run

    return decorate


@click("approve")
def approve(returns):
    return returns.filtered(lambda order: order.state == "requested"), "action_approve"


@click("receive")
def receive(returns):
    receipts = returns.picking_ids.filtered(
        lambda picking: picking.picking_type_code == "incoming" and picking.state != "done"
    )
    return receipts, "button_validate"


@click("sort")
def sort(returns):
    """Not needed where the receipt has proposed the dispositions already."""
    unsorted = returns.line_ids.filtered(lambda line: not line.disposition_ids)
    return unsorted.return_id, "action_sort"


@click("decide")
def decide(returns):
    return returns.disposition_ids, "action_decide"


@click("put away")
def put_away(returns):
    pickings = returns.disposition_ids.move_ids.picking_id
    return pickings.filtered(lambda picking: picking.state != "done"), "button_validate"


@click("settle")
def settle(returns):
    return returns.filtered(lambda order: order.stage == "to_settle"), "action_settle"


CLICKS = [approve, receive, sort, decide, put_away, settle]
