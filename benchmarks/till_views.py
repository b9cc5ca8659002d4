"""Part four's requests: what the return screen asks the server for, by a cashier."""

from volume_views import timed


def measure(registry, user_id, till_id, words, receipt_id):
    """-> {label: {"ms": median, "queries": …, "rows": …}}; the first call is not counted.

    :param words: {what: what the cashier scans or types}
    :param receipt_id: of the receipt whose lines are shown
    """
    calls = {what: search(till_id, word) for what, word in words.items()}
    calls["lines of a receipt"] = lines(till_id, receipt_id)
    calls["core: list by receipt number"] = core_list(till_id, words["by receipt"])
    return {label: timed(registry, user_id, call) for label, call in calls.items()}


def search(till_id, word):
    return lambda env: env["pos.config"].browse(till_id).after_sales_find(word)["sales"]


def lines(till_id, receipt_id):
    return lambda env: (
        env["pos.config"].browse(till_id).after_sales_lines("pos", receipt_id, "bench")["lines"]
    )


def core_list(till_id, number):
    """What Odoo's own list of orders asks for; it knows this till's orders only."""
    domain = [("pos_reference", "ilike", number)]
    return lambda env: env["pos.order"].search_paid_order_ids(till_id, domain, limit=30, offset=0)[
        "ordersInfo"
    ]
