"""(r1), (r2): a customer's item is repaired with Odoo's own ``repair``: a receipt of the item in
its owner's name, the repair order with one part, a delivery back."""

import dataset
from scenarios_core import NO_CHATTER


def setup(env, by_hand):
    """Core works as it is installed."""


def clerk(session, customer_ids):
    """One repair after the other; every click is a transaction. -> ids of the repairs"""
    repair_ids = []
    for customer_id in customer_ids:
        with session.step("intake") as env:
            receive(env, [customer_id]).button_validate()
        with session.step("intake") as env:
            repair = create(env, [customer_id])
            repair.action_validate()
        with session.step("start") as env:
            env["repair.order"].browse(repair.id).action_repair_start()
        with session.step("part") as env:
            add_part(env["repair.order"].browse(repair.id))
        with session.step("end") as env:
            env["repair.order"].browse(repair.id).action_repair_end()
        with session.step("hand back") as env:
            deliver(env["repair.order"].browse(repair.id)).button_validate()
        repair_ids += repair.ids
    return repair_ids


def batch(session, customer_ids):
    """The same methods on the recordset, without chatter; one transaction per step.

    ``action_validate`` takes one repair only, so what it calls is called.
    """
    with session.step("intake") as env:
        receive(quiet(env), customer_ids).button_validate()
    with session.step("intake") as env:
        repairs = create(quiet(env), customer_ids)
        repairs._action_repair_confirm()
    for name, button in (("start", "action_repair_start"), ("end", "action_repair_end")):
        if name == "end":
            with session.step("part") as env:
                add_part(quiet(env)["repair.order"].browse(repairs.ids))
        with session.step(name) as env:
            getattr(quiet(env)["repair.order"].browse(repairs.ids), button)()
    with session.step("hand back") as env:
        deliver(quiet(env)["repair.order"].browse(repairs.ids)).button_validate()
    return repairs.ids


def quiet(env):
    return env(context={**env.context, **NO_CHATTER})


def receive(env, customer_ids):
    """Receipts of the items, one per customer, in the customers' names."""
    picking_type = dataset.warehouse(env).in_type_id
    source = env.ref("stock.stock_location_customers")
    return env["stock.picking"].create(
        [
            picking_vals(
                customer, item, picking_type, source, picking_type.default_location_dest_id
            )
            for customer, item in dataset.items(env, customer_ids)
        ]
    )


def create(env, customer_ids):
    repair_type = dataset.warehouse(env).repair_type_id
    return env["repair.order"].create(
        [
            {
                "partner_id": customer.id,
                "product_id": item.id,
                "picking_type_id": repair_type.id,
                "internal_notes": "Sole open",
            }
            for customer, item in dataset.items(env, customer_ids)
        ]
    )


def add_part(repairs):
    """One part for each, from stock. Used by both sides."""
    part = dataset.part(repairs.env)
    repairs.env["stock.move"].create(
        [
            {
                "repair_id": repair.id,
                "repair_line_type": "add",
                "product_id": part.id,
                "product_uom_qty": 1.0,
                "quantity": 1.0,
            }
            for repair in repairs
        ]
    )


def deliver(repairs):
    """Deliveries of the items back to their owners."""
    picking_type = dataset.warehouse(repairs.env).out_type_id
    target = repairs.env.ref("stock.stock_location_customers")
    return repairs.env["stock.picking"].create(
        [
            picking_vals(
                repair.partner_id,
                repair.product_id,
                picking_type,
                picking_type.default_location_src_id,
                target,
            )
            for repair in repairs
        ]
    )


def picking_vals(customer, item, picking_type, source, target):
    places = {"location_id": source.id, "location_dest_id": target.id}
    quantities = {"quantity": 1.0, "owner_id": customer.id, "picked": True}
    return {
        **places,
        "picking_type_id": picking_type.id,
        "partner_id": customer.id,
        "owner_id": customer.id,
        "move_ids": [
            (
                0,
                0,
                {
                    **places,
                    "product_id": item.id,
                    "product_uom": item.uom_id.id,
                    "product_uom_qty": 1.0,
                    "picked": True,
                    "move_line_ids": [
                        (
                            0,
                            0,
                            {
                                **places,
                                **quantities,
                                "product_id": item.id,
                                "product_uom_id": item.uom_id.id,
                            },
                        )
                    ],
                },
            )
        ],
    }
