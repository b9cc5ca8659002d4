"""Two open tills of a shop, committed for the tests of a class."""

from two_at_once import TwoAtOnce

from odoo.fields import Command


class TwoTills(TwoAtOnce):
    @classmethod
    def _make_shop(cls, env):
        super()._make_shop(env)
        env["product.product"].browse([cls.shirt_id, cls.phone_id]).available_in_pos = True
        cls.till_ids = [cls._make_till(env, name) for name in ("One", "Two")]

    @classmethod
    def _make_till(cls, env, name):
        journal = env["account.journal"].create(
            {"name": f"At once {name}", "type": "cash", "code": f"AO{name[:3].upper()}"}
        )
        cash = env["pos.payment.method"].create({"name": name, "journal_id": journal.id})
        warehouse = env["stock.warehouse"].browse(cls.warehouse_id)
        till = env["pos.config"].create(
            {
                "name": f"At once {name}",
                "picking_type_id": warehouse.pos_type_id.id,
                "payment_method_ids": [Command.set(cash.ids)],
            }
        )
        env["pos.session"].create({"user_id": env.uid, "config_id": till.id})
        till.current_session_id.set_opening_control(0, None)
        return till.id
