import logging

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.sql import column_exists, table_columns

_logger = logging.getLogger(__name__)

# What repairs have that were there before this addon, where it is not empty. As the default of a
# new column it takes no time, however many there are.
FORMER = {
    "after_sales_origin": "counter",
    "quote_state": "none",
    "check_state": "none",
    "hand_back_by": "pickup",
    "cost_payer": "company",
}
UNANSWERED = ("none", "draft", "sent", "expired")


class RepairOrder(models.Model):
    """Repairs that Odoo's own Repair began before this addon was installed.

    What is finished counts as an earlier repair of its item, and nothing is computed for it.
    What is under way is finished as it was begun: who pays was settled there.
    """

    _inherit = "repair.order"
    _guarded = {"begun_in_odoo"}

    begun_in_odoo = fields.Boolean(
        string="Begun in Odoo's Repair",
        readonly=True,
        copy=False,
        help="It was under way when After-Sales was installed, so its price was settled before.",
    )

    # Finished ones, in the database ---------------------------------------------------------------

    def _auto_init(self):
        """Make the columns here, or the installation would compute each of them for each repair
        ever made: minutes and a gigabyte for some hundred thousand."""
        if not column_exists(self.env.cr, self._table, "after_sales_stage"):
            self._create_after_sales_columns()
            self._fill_former_repairs()
        return super()._auto_init()

    def _create_after_sales_columns(self):
        """The values of ``FORMER`` are in the columns from the start and are no default of them
        afterwards."""
        cr, known = self.env.cr, table_columns(self.env.cr, self._table)
        for name, field in self._fields.items():
            if not field.store or not field.column_type or name in known:
                continue
            column_type = SQL(field.column_type[1])
            if name in FORMER:
                column_type = SQL("%s DEFAULT %s", column_type, FORMER[name])
            table, column = SQL.identifier(self._table), SQL.identifier(name)
            cr.execute(SQL("ALTER TABLE %s ADD COLUMN %s %s", table, column, column_type))
            cr.execute(SQL("ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT", table, column))

    def _fill_former_repairs(self):
        """One pass over all of them: where they were, how they ended and when. The stage of
        those that are open stays empty: that is how ``_after_sales_take_over`` finds them."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE repair_order repair
                   SET after_sales_store_id = type.warehouse_id,
                       after_sales_workshop_id = type.warehouse_id,
                       item_name = COALESCE(template.name->>%(lang)s, template.name->>'en_US'),
                       date_handed_back = CASE former.state WHEN 'done'
                           THEN COALESCE(move.date, former.write_date) END,
                       outcome = CASE former.state WHEN 'done' THEN 'repaired' END,
                       after_sales_stage = CASE former.state
                           WHEN 'done' THEN 'handed_back' WHEN 'cancel' THEN 'cancelled' END,
                       begun_in_odoo = former.state IN ('confirmed', 'under_repair')
                           OR former.state = 'draft'
                           AND (former.under_warranty OR former.sale_order_id IS NOT NULL)
                  FROM repair_order former
                  JOIN stock_picking_type type ON type.id = former.picking_type_id
             LEFT JOIN stock_move move ON move.id = former.move_id
             LEFT JOIN product_product product ON product.id = former.product_id
             LEFT JOIN product_template template ON template.id = product.product_tmpl_id
                 WHERE former.id = repair.id
                """,
                lang=self.env.lang or "en_US",
            )
        )

    # Open ones, at the end of the installation ----------------------------------------------------

    @api.model
    def _after_sales_take_over(self):
        """Have what the installation found open go on."""
        repairs = self.sudo().with_context(tracking_disable=True)
        open_ones = repairs.search([("after_sales_stage", "=", False)])
        open_ones._compute_anew()
        open_ones.filtered("begun_in_odoo")._count_as_diagnosed()
        open_ones._compute_anew()
        _logger.info("%d open repairs of Odoo's Repair go on in After-Sales", len(open_ones))

    def _compute_anew(self):
        for field in self._fields.values():
            if field.store and field.compute and self._is_field_of_suite(field):
                self.env.add_to_compute(field, self)
        self.flush_model()

    @api.model
    def _is_field_of_suite(self, field):
        """Whether this suite made it, and did not only extend it."""
        return bool(field._modules) and field._modules[0].startswith("after_sales_")

    def _count_as_diagnosed(self):
        """Facts that the steps would have written; as SQL, so that nobody is promised or told
        anything that belongs to them."""
        self.flush_model()
        reason = self.env._("So it was settled in Odoo's Repair, before After-Sales was installed.")
        for query in (self._diagnosed_query(reason), self._quoted_query(), *self._link_queries()):
            self.env.cr.execute(query)
        self.env.invalidate_all(flush=False)

    def _diagnosed_query(self, reason):
        """An item lies where Odoo says, if it lies there; else it moves only on paper."""
        return SQL(
            """
            UPDATE repair_order repair
               SET date_diagnosed = %(now)s,
                   date_intake = CASE WHEN state != 'draft' THEN create_date END,
                   warranty_override = CASE WHEN under_warranty THEN 'free' END,
                   warranty_override_reason = CASE WHEN under_warranty THEN %(reason)s END,
                   goods_location_id = CASE WHEN state != 'draft' AND EXISTS (
                       SELECT FROM stock_quant quant
                        WHERE quant.location_id = repair.product_location_src_id
                          AND quant.product_id = repair.product_id
                          AND quant.lot_id IS NOT DISTINCT FROM repair.lot_id
                          AND quant.quantity >= repair.product_qty
                   ) THEN product_location_src_id END
             WHERE id = ANY(%(ids)s)
            """,
            now=fields.Datetime.now(),
            reason=reason,
            ids=self.ids,
        )

    def _quoted_query(self):
        return SQL(
            """
            UPDATE repair_order repair
               SET quote_state = CASE quotation.state WHEN 'sale' THEN 'accepted'
                       ELSE quotation.state END,
                   date_quoted = CASE WHEN quotation.state != 'draft'
                       THEN quotation.date_order END,
                   date_quote_answered = CASE WHEN quotation.state = 'sale'
                       THEN quotation.date_order END,
                   quote_amount_accepted = CASE WHEN quotation.state = 'sale'
                       THEN quotation.amount_total END
              FROM sale_order quotation
             WHERE quotation.id = repair.sale_order_id
               AND quotation.state IN ('draft', 'sent', 'sale')
               AND repair.id = ANY(%(ids)s)
            """,
            ids=self.ids,
        )

    def _link_queries(self):
        """What points at a repair as long as it is under way: its quotation and its serial."""
        taken_in = self.filtered(lambda repair: repair.state != "draft").ids
        return (
            SQL(
                """
                UPDATE sale_order quotation SET after_sales_repair_id = repair.id
                  FROM repair_order repair
                 WHERE repair.sale_order_id = quotation.id AND repair.id = ANY(%s)
                """,
                taken_in,
            ),
            SQL(
                """
                UPDATE stock_lot lot SET after_sales_repair_id = own.repair_id
                  FROM (SELECT repair.lot_id, max(repair.id) AS repair_id
                          FROM repair_order repair
                          JOIN product_product product ON product.id = repair.product_id
                          JOIN product_template template
                            ON template.id = product.product_tmpl_id
                         WHERE repair.id = ANY(%s) AND template.tracking = 'serial'
                      GROUP BY repair.lot_id) own
                 WHERE own.lot_id = lot.id
                """,
                taken_in,
            ),
        )

    # Going on -------------------------------------------------------------------------------------

    def _is_settled_before(self):
        """Whether it goes on at the price that was settled before, quoted or not."""
        self.ensure_one()
        return self.begun_in_odoo and self.quote_state in UNANSWERED

    def _stage_before_work(self):
        if self.begun_in_odoo and self.quote_state == "none":
            return "to_repair"
        return super()._stage_before_work()

    def _price_problems(self):
        return [] if self._is_settled_before() else super()._price_problems()

    def _unquoted_problems(self):
        return [] if self._is_settled_before() else super()._unquoted_problems()

    def _unanswered_problems(self):
        return [] if self._is_settled_before() else super()._unanswered_problems()

    def _promise_facts(self):
        """Nobody promised anything for them."""
        return super(
            RepairOrder, self.filtered(lambda repair: not repair.begun_in_odoo)
        )._promise_facts()

    def _fill_item_move_vals(self, vals):
        """What Odoo's return brought in may lie there without an owner, so it leaves as it
        lies."""
        vals = super()._fill_item_move_vals(vals)
        if self.begun_in_odoo and not self._lies_in_customers_name():
            for _command, _id, line_vals in vals.get("move_line_ids", ()):
                line_vals["owner_id"] = False
        return vals

    def _lies_in_customers_name(self):
        self.ensure_one()
        return bool(
            self.env["stock.quant"]
            .sudo()
            .search_count(
                [
                    ("location_id", "=", self.goods_location_id.id),
                    ("product_id", "=", self.product_id.id),
                    ("lot_id", "=", self.lot_id.id),
                    ("owner_id", "=", self.partner_id.id),
                    ("quantity", ">", 0),
                ],
                limit=1,
            )
        )

    # Their people ---------------------------------------------------------------------------------

    @api.model
    def _after_sales_make_technicians(self, months=12):
        """Give those who worked with Odoo's Repair lately the role to go on with it.

        :param months: how far back a finished repair counts
        :return: the ``res.users`` who got it
        """
        technician = self.env.ref("after_sales_repair.group_repair_technician")
        since = fields.Date.subtract(fields.Date.today(), months=months)
        domain = ["|", ("state", "not in", ("done", "cancel")), ("write_date", ">=", since)]
        groups = self.sudo()._read_group([("user_id", "!=", False), *domain], ["user_id"])
        users = self.env["res.users"].union(*(user for (user,) in groups))
        users = users.filtered(
            lambda user: (
                user.active
                and user.has_group("stock.group_stock_user")
                and not user.has_group("after_sales_repair.group_repair_technician")
            )
        )
        users.write({"group_ids": [fields.Command.link(technician.id)]})
        if users:
            _logger.info(
                "%s worked with Odoo's Repair and can go on: they are technicians now",
                ", ".join(users.mapped("login")),
            )
        return users
