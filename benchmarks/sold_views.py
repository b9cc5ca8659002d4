"""Part six, searching: how a sold line is found for a return, as the web client asks for it."""

from types import SimpleNamespace

from client_calls import view_arch
from volume_fill import make_users
from volume_views import MODEL, environment, timed

from odoo.tools.safe_eval import safe_eval

ORDER = "SB200"  # in the small database, too
ROWS = 8  # that a field offers below itself


def measure(registry):
    """-> {label: {"ms": median, "queries": …, "rows": …}}"""
    with registry.cursor() as cr:
        user_id, searches = prepare(registry, cr)
    return {label: timed(registry, user_id, call) for label, call in searches.items()}


def prepare(registry, cr):
    """-> (a user of the customer service, {label: function of an environment})"""
    env = environment(cr, 1)
    order = env["sale.order"].search([("name", "=", ORDER)])
    user = env["res.users"].search([("login", "=", "bench_service")]).id
    user = user or make_users(env, {"store": env["stock.warehouse"].search([], limit=1)})["service"]
    parent = SimpleNamespace(
        commercial_partner_id=order.partner_id.commercial_partner_id.id,
        company_id=order.company_id.id,
    )
    # The first one is the field in the list of the return's lines.
    field = view_arch(env[MODEL], "form").find(
        ".//field[@name='line_ids']//field[@name='sale_line_id']"
    )
    domain = safe_eval(field.get("domain"), {"parent": parent})
    product = order.order_line[0].product_id.name
    return user, {
        "field of the sold line, nothing typed": offer("", domain),
        "its order's number typed": offer(ORDER, domain),
        "its product typed": offer(product, domain),
    }


def offer(text, domain):
    return lambda env: env["sale.order.line"].name_search(text, domain, "ilike", ROWS)
