from psycopg2 import Error

from odoo.modules.db import has_trigram


def pre_init_hook(env):
    """Have the extension that the index on the numbers of return orders needs.

    Odoo makes it with the databases that it creates itself and leaves trigram indexes out
    without a word where it is missing. Where the database user may not make it, searching a
    number is slower and nothing else.
    """
    try:
        with env.cr.savepoint(flush=False):
            env.cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except Error:
        return
    env.registry.has_trigram = has_trigram(env.cr)


def post_init_hook(env):
    env["after.sales.policy"]._switch_on_ready_policies()


def uninstall_hook(env):
    env["ir.model.data"]._after_sales_keep("after_sales_returns")
