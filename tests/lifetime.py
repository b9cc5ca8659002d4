"""What a database goes through in ``test_uninstall.py``, in Odoo's shell: an addon of ours is
uninstalled while its records are in use, then the rest, then all is installed again."""

import json
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import TransactionCase
from odoo.tools import SQL

MARK = "lifetime: "


def live(env):
    """Go through it.

    The demo data are left out of the second installation: they take most of its time.

    :return: one line with what was found, as JSON
    """
    case = shop(env)
    repairs, receipt = repairs_in_use(env, case), receipt_in_use(case)
    found = {"first": facts(env)}
    env.cr.commit()
    uninstall(env, "after_sales_repair")
    found["repair"] = without_repairs(env, repairs)
    uninstall(env, "after_sales_pos")
    found["till"] = without_till(env, receipt)
    uninstall(env, "after_sales_returns")
    env.cr.execute("UPDATE ir_module_module SET demo = false")
    neighbour = another_company(env)
    install(env, "after_sales_repair", "after_sales_pos")
    found["second"] = facts(env, but=neighbour)
    found["beside"] = beside(env, neighbour)
    return MARK + json.dumps(found)


def shop(env):
    """The goods and people of our test cases, for good: their classes without a transaction."""
    from odoo.addons.after_sales_pos.tests.test_ticket import TicketCase
    from odoo.addons.after_sales_repair.tests.common import RepairCommon

    with patch.object(TransactionCase, "setUpClass", classmethod(lambda cls: None)):
        case = type("Shop", (RepairCommon, TicketCase), {"env": env, "freeze_time": None})
        case.setUpClass()
    return case


def install(env, *addons):
    env["ir.module.module"].search([("name", "in", addons)]).button_immediate_install()


def uninstall(env, addon):
    env["ir.module.module"].search([("name", "=", addon)]).button_immediate_uninstall()


def another_company(env):
    """A company without a chart of accounts, in whose warehouse our usual codes are taken.

    :return: its id
    """
    company = env["res.company"].create({"name": "Neighbour"})
    warehouse = env["stock.warehouse"].create(
        {"name": "Next Door", "code": "NXT", "company_id": company.id}
    )
    warehouse.int_type_id.barcode = "NXTSORT"
    env["stock.picking.type"].create(
        {
            "name": "Returns",
            "code": "incoming",
            "sequence_code": "RET",
            "warehouse_id": warehouse.id,
            "company_id": company.id,
        }
    )
    return company.id


def beside(env, company_id):
    """What an installation made of a company where codes of ours were taken."""
    warehouse = env["stock.warehouse"].search([("company_id", "=", company_id)])
    types = warehouse.after_sales_in_type_id | warehouse.after_sales_sort_type_id
    return {
        "types": types.mapped("sequence_code"),
        "barcodes": types.mapped("barcode"),
        "numbers": types.sequence_id.mapped("prefix"),
    }


def facts(env, but=-1):
    """What an addon sets up once for a company or warehouse: how many there are, so that what is
    doubled shows, and which of them are in use. Those of our data and demo files are left out.

    :param but: id of a company that does not count
    :return: dict of name → number or id
    """
    counted = (
        "account.journal",
        "loyalty.program",
        "stock.location",
        "stock.picking.type",
        "stock.warehouse",
    )
    found = {
        model: env[model].with_context(active_test=False).search_count([("company_id", "!=", but)])
        for model in counted
    }
    found["accounts"] = env["account.account"].search_count([("company_ids", "not in", but)])
    for model in ("res.company", "stock.warehouse"):
        company = "id" if model == "res.company" else "company_id"
        for owner in env[model].search([(company, "!=", but)], order="id"):
            for name, field in sorted(env[model]._fields.items()):
                if name.startswith("after_sales_") and field.type == "many2one" and field.store:
                    value = owner[name]
                    own = value.get_external_id().get(value.id, "").startswith("after_sales")
                    if value and not own:
                        found[f"{model} {owner.id} {name}"] = value.id
    return found


def unknown_values(env):
    """Values of selections that the database holds and no installed addon knows."""
    unknown = []
    for name, model in env.registry.items():
        if not model._auto or model._abstract:
            continue
        for field in model._fields.values():
            if field.type != "selection" or not field.store or not field.column_type:
                continue
            if field.company_dependent:
                continue
            known = [value for value, _label in field._description_selection(env)]
            query = SQL(
                "SELECT DISTINCT %s FROM %s WHERE NOT %s = ANY(%s)",
                SQL.identifier(field.name),
                SQL.identifier(model._table),
                SQL.identifier(field.name),
                known,
            )
            unknown += [
                f"{name}.{field.name}: {value}" for (value,) in env.execute_query(query) if value
            ]
    return unknown


# Repairs in use ---------------------------------------------------------------------------


def repairs_in_use(env, case):
    """:return: dict of name → id of a return"""
    repaired = {"line_vals": {"reason_id": case.defect.id, "resolution": "repair"}}
    case.policy.window_ids = [Command.create({"resolution": "repair", "window_days": 30})]
    orders = {
        "draft": case._create_return(case._sell((case.shoe, 1)), **repaired),
        "to sort": case._returned((case.shoe, 1), **repaired),
        "in repair": case._returned_repair().after_sales_return_id,
        "ours": case._returned((case.shoe, 1)),
        "settled": (done := case._returned_repair()).after_sales_return_id,
    }
    orders["to sort"].action_sort()
    case._decide(orders["ours"], route="repair", resolution="refund")
    case._diagnose(done)
    done.hand_back_by = "pickup"
    case._work(done)
    case._hand_back(done)
    return {name: order.id for name, order in orders.items()}


def without_repairs(env, ids):
    returns = env["after.sales.return"]
    orders = {name: returns.browse(one) for name, one in ids.items()}
    found = {
        "returns": {name: told(order) for name, order in orders.items()},
        "unknown": unknown_values(env),
        "wrong stages": sum(order.stage != right_stage(order) for order in returns.search([])),
    }
    (orders["in repair"] | orders["ours"]).action_settle()
    found["settled"] = [orders[name].state for name in ("in repair", "ours")]
    return found


def told(order):
    """What a return says after an uninstall."""
    part = order.disposition_ids
    return {
        "wish": order.line_ids.resolution,
        "part": [part.route, part.resolution, part.state],
        "stage": order.stage,
        "notes": " ".join(order.message_ids.mapped("preview")),
    }


def right_stage(order):
    """The stage as it is computed now."""
    return order._open_stage() if order.state == "approved" else order.state


# Tills in use -----------------------------------------------------------------------------


def receipt_in_use(case):
    """:return: id of a return of what a till sold, received by the centre"""
    sale = case._sell_at_till(case.till, (case.shirt, 2), partner=case.customer)
    order = case._return_of_pos(sale.lines, 1.0, warehouse_id=case.warehouse.id)
    case._approve(order)
    case._receive(order)
    return order.id


def without_till(env, order_id):
    order = env["after.sales.return"].browse(order_id)
    found = {"unknown": unknown_values(env), "stages": [order.stage, right_stage(order)]}
    part = order.action_sort()
    part.write({"grade_id": env.ref("after_sales_returns.grade_a").id})
    part.action_decide()
    order.action_settle()
    return {**found, "refund": order.refund_ids.mapped("amount_untaxed")}
