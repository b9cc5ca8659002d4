"""(r3), (r4): this addon for the same job. Beyond what core does it knows at every step where the
item is, judges the warranty at the diagnosis, keeps the promises of the repair, has the work
checked, and makes the transfers by itself: the counter presses “Take In” and “Hand Back”."""

import dataset
from dateutil.relativedelta import relativedelta
from scenarios_repair_core import add_part

from odoo import fields
from odoo.fields import Command

PROOF = "Bench receipt"


def setup(env, by_hand):
    """A warranty for every product: nobody quotes, as in core."""
    env["after.sales.warranty"].create({"name": "Bench", "sequence": 0, "months": 24})
    env["ir.attachment"].create({"name": PROOF, "raw": b"receipt", "public": True})


def clerk(session, customer_ids):
    """One repair after the other; every click is a transaction. -> ids of the repairs"""
    return [repair_id for one in customer_ids for repair_id in batch(session, [one])]


def batch(session, customer_ids):
    """The buttons on the recordset; one transaction per step."""
    with session.step("intake") as env:
        repairs = create(env, customer_ids)
        repairs.action_validate()
    for name, step in STEPS:
        with session.step(name) as env:
            step(env["repair.order"].browse(repairs.ids))
    return repairs.ids


def create(env, customer_ids):
    repair_type = dataset.warehouse(env).repair_type_id
    bought = fields.Date.today() - relativedelta(months=1)
    proof = env["ir.attachment"].search([("name", "=", PROOF)], limit=1)
    return env["repair.order"].create(
        [
            {
                "partner_id": customer.id,
                "product_id": item.id,
                "picking_type_id": repair_type.id,
                "fault_description": "Sole open",
                "hand_back_by": "ship",
                "hand_back_tracking_ref": "1Z999",
                "purchase_date": bought,
                "purchase_proof_ids": [Command.set(proof.ids)],
            }
            for customer, item in dataset.items(env, customer_ids)
        ]
    )


def diagnose(repairs):
    """What was found; within the warranty, so that no quotation is needed."""
    domain = [("categ_ids", "=", False)]
    repairs.write(
        {
            "after_sales_defect_id": repairs.env["after.sales.defect"].search(domain, limit=1).id,
            "cause_id": repairs.env["after.sales.repair.cause"].search(domain, limit=1).id,
        }
    )
    repairs.action_diagnosed()


def start(repairs):
    repairs.action_start_work()


def end(repairs):
    """Finished, and checked."""
    repairs.action_work_done()
    repairs.action_check_pass()


def hand_back(repairs):
    repairs.action_hand_back()


STEPS = [
    ("diagnose", diagnose),
    ("start", start),
    ("part", add_part),
    ("end", end),
    ("hand back", hand_back),
]
