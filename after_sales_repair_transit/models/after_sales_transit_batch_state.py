from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.after_sales_returns.tools import refuse, refuse_computed, without_defaults

TRANSITIONS = {
    "draft": ("sent", "cancelled"),
    "sent": ("received",),
    "received": (),
    "cancelled": ("draft",),
}
# They follow the buttons; nobody writes them.
GUARDED = {
    "name",
    "state",
    "date_sent",
    "date_received",
    "week_sent",
    "is_extra",
    "picking_ids",
}
# What the transfers were made for does not change under them.
FIXED = {"direction", "store_id", "workshop_id", "company_id"}
LEAD = "after_sales_repair.group_repair_lead"
STORE = "after_sales_returns.group_after_sales_store"
TECHNICIAN = "after_sales_repair.group_repair_technician"
# Who packs and sends, who unpacks: by direction.
SENDING = {"to_workshop": STORE, "to_store": TECHNICIAN}
RECEIVING = {"to_workshop": TECHNICIAN, "to_store": STORE}
# An item in these stages lies open on somebody's bench.
AT_WORK = ("in_repair", "to_check")


class AfterSalesTransitBatch(models.Model):
    """How a transit batch moves on: packed, sent, received; and the guard of its state."""

    _inherit = "after.sales.transit.batch"

    # Guard --------------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, GUARDED)
        refuse_computed(self, vals_list)
        for vals in vals_list:
            if vals.get("state") == "draft":
                del vals["state"]
            if vals.get("name") == "New":
                del vals["name"]
            if vals.get("store_id"):
                vals.setdefault(
                    "company_id",
                    self.env["stock.warehouse"].sudo().browse(vals["store_id"]).company_id.id,
                )
        self._check_guarded(vals_list)
        companies = [
            self.env["res.company"].browse(vals.get("company_id")) or self.env.company
            for vals in vals_list
        ]
        named = self.env["ir.sequence"]._after_sales_name(self._name, vals_list, companies)
        return super().create(named)

    def write(self, vals):
        refuse_computed(self, [vals])
        self._check_guarded([vals])
        if FIXED & set(vals):
            self._check_packing()
        if "state" in vals:
            self._check_transition(vals["state"])
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unsent(self):
        refuse(
            [
                self.env._(
                    "%(batch)s was sent and is kept. Only what was not sent can be deleted.",
                    **batch._names(),
                )
                for batch in self
                if batch.state in ("sent", "received")
            ]
        )

    def _check_guarded(self, vals_list):
        """State and dates follow the buttons; the freight is the workshop lead's to change."""
        if self.env.su:
            return
        names = {name for vals in vals_list for name in vals if name in GUARDED}
        if names:
            raise UserError(
                self.env._(
                    "%(fields)s of a transit batch follows its buttons and is not written by hand.",
                    fields=", ".join(sorted(names)),
                )
            )
        freight = any("freight_amount" in vals for vals in vals_list)
        if freight and not self.env.user.has_group(LEAD):
            raise UserError(
                self.env._("Only a workshop lead changes the freight of a transit batch: ask one.")
            )

    # Buttons ------------------------------------------------------------------------------------

    def action_send(self):
        """The parcels leave: the items are in transit from now on."""
        self._check_role(SENDING)
        self._check_transition("sent")
        self._check_send()
        self.sudo()._do_send()
        return True

    def action_receive(self):
        """Book what was ticked or scanned; the rest stays on its way."""
        lines = self.line_ids.filtered(
            lambda line: line.is_here and not line.date_received and not line.is_lost
        )
        self._check_role(RECEIVING)
        self._check_receive(lines)
        self.sudo()._do_receive(lines.sudo())
        return True

    def action_receive_all(self):
        """Book everything that has not come yet."""
        lines = self.line_ids.filtered(lambda line: not line.date_received and not line.is_lost)
        self._check_role(RECEIVING)
        self._check_receive(lines)
        self.sudo()._do_receive(lines.sudo())
        return True

    def action_cancel(self):
        """Unpack: the items stay where they are."""
        self._check_role(SENDING)
        self.sudo().write({"state": "cancelled"})
        return True

    def action_draft(self):
        """Pack again."""
        self._check_role(SENDING)
        self._check_transition("draft")
        self.line_ids._check_free(self.line_ids.repair_id.ids)
        self.sudo().write({"state": "draft"})
        return True

    # Checks -------------------------------------------------------------------------------------

    def _check_role(self, groups):
        """:param groups: dict direction → the group that may take this step"""
        self.check_access("write")
        if self.env.su:
            return
        needed = {groups[batch.direction] for batch in self}
        if not all(self.env.user.has_group(group) for group in needed):
            raise AccessError(
                self.env._(
                    "Store staff send to the workshop and receive from it; technicians receive "
                    "at the workshop and send to the stores. Ask somebody there."
                )
            )

    def _check_transition(self, target):
        labels = dict(self._fields["state"]._description_selection(self.env))
        refuse(
            [
                self.env._(
                    "%(batch)s is “%(state)s” and cannot become “%(target)s”.",
                    state=labels[batch.state],
                    target=labels[target],
                    **batch._names(),
                )
                for batch in self
                if (batch.state != target and target not in TRANSITIONS[batch.state])
                or batch.state == target == "sent"
            ]
        )

    def _check_send(self):
        problems = []
        for batch in self:
            problems += batch._send_problems()
        refuse(problems)

    def _send_problems(self):
        """:return: list of sentences that stand against sending"""
        self.ensure_one()
        if self.store_id == self.workshop_id:
            return [
                self.env._(
                    "%(batch)s: %(sender)s repairs itself. Choose another workshop.",
                    **self._names(),
                )
            ]
        if not self.line_ids:
            return [
                self.env._("%(batch)s is empty. Scan the repairs that it carries.", **self._names())
            ]
        problems = []
        for repair in self.sudo().line_ids.repair_id.with_env(self.env):
            problems += self._item_send_problems(repair)
        return problems

    def _item_send_problems(self, repair):
        """:return: list of at most one sentence, the first thing to put right"""
        repair = repair.sudo()
        names = {**self._names(), **repair._names()}
        if repair.after_sales_store_id != self.store_id:
            return [
                self.env._(
                    "%(repair)s (%(item)s) was handed in at %(store)s, not at %(own)s. Take it "
                    "out of %(batch)s.",
                    store=repair.after_sales_store_id.name,
                    own=self.store_id.name,
                    **names,
                )
            ]
        if repair.goods_location_id != self._sender().after_sales_repair_location_id:
            return [
                self.env._(
                    "%(repair)s (%(item)s) does not lie on the repair shelf of %(sender)s: it is "
                    "%(place)s. Take it out of %(batch)s, or have it brought there first.",
                    place=repair.goods_location_id.display_name or self.env._("not taken in"),
                    **names,
                )
            ]
        return self._item_stage_problems(repair, names)

    def _item_stage_problems(self, repair, names):
        waiting = repair.item_move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        if waiting:
            return [
                self.env._(
                    "%(repair)s (%(item)s) has the open transfer %(transfers)s. Validate or "
                    "cancel it, or take the item out of %(batch)s.",
                    transfers=", ".join(waiting.picking_id.mapped("name")),
                    **names,
                )
            ]
        if repair.after_sales_stage in AT_WORK:
            return [
                self.env._(
                    "%(repair)s (%(item)s) is being worked on. Finish and check it first, or take "
                    "it out of %(batch)s.",
                    **names,
                )
            ]
        if self.direction == "to_workshop" and repair.date_ready:
            return [
                self.env._(
                    "%(repair)s (%(item)s) is ready to be handed back: the workshop has nothing to "
                    "do with it. Take it out of %(batch)s.",
                    **names,
                )
            ]
        workshop = repair.after_sales_workshop_id
        if self.direction == "to_workshop" and workshop not in (self.workshop_id | self.store_id):
            return [
                self.env._(
                    "%(repair)s (%(item)s) is to be repaired at %(workshop)s, not at %(receiver)s. "
                    "Take it out of %(batch)s.",
                    workshop=workshop.name,
                    **names,
                )
            ]
        return []

    def _check_receive(self, lines):
        labels = dict(self._fields["state"]._description_selection(self.env))
        problems = [
            self.env._(
                "%(batch)s is “%(state)s”: only what is on its way is received.",
                state=labels[batch.state],
                **batch._names(),
            )
            for batch in self
            if batch.state != "sent"
        ]
        problems += [
            self.env._(
                "%(batch)s: nothing is marked as arrived. Scan or tick what came, or press "
                "“Receive All”.",
                **batch._names(),
            )
            for batch in self - lines.batch_id
            if batch.state == "sent"
        ]
        refuse(problems)

    # Steps --------------------------------------------------------------------------------------

    def _do_send(self):
        now = fields.Datetime.now()
        self.line_ids.repair_id._after_sales_move_to_workshop(self)
        self.write({"state": "sent", "date_sent": now})
        self._count_in_week()
        self._dispatch()
        self.line_ids.repair_id._after_sales_on_batch_sent(now, self)
        self._collect_freight()

    def _do_receive(self, lines):
        """:param lines: the items that came, of any of these transit batches"""
        stored = lines.filtered(lambda line: line.repair_id._is_item_stored())
        if stored:
            self._book_arrival(stored)
        paper = lines - stored
        for batch, own in paper.grouped("batch_id").items():
            own.repair_id._on_item_moved(batch._receiver().after_sales_repair_location_id)
        paper._on_arrived()

    def _on_moves_arrived(self, moves):
        """Items came by a transfer, whoever validated it."""
        repairs = moves.after_sales_item_repair_id
        self.line_ids.filtered(lambda line: line.repair_id in repairs)._on_arrived()


class AfterSalesTransitBatchLine(models.Model):
    _inherit = "after.sales.transit.batch.line"

    def _on_arrived(self):
        """These items came; a transit batch of which nothing is missing is complete."""
        new = self.filtered(lambda line: not line.date_received)
        if not new:
            return
        new.write({"date_received": fields.Datetime.now(), "is_here": True})
        for direction, lines in new.grouped(lambda line: line.batch_id.direction).items():
            lines.repair_id._after_sales_on_batch_arrived(direction)
        new._complete()
