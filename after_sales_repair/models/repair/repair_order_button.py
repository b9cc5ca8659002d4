from odoo import models

from .repair_order_state import IN_STOCK, SERVING, WORKING

ENDING = (*SERVING, IN_STOCK)


class RepairOrder(models.Model):
    """Odoo's own buttons: it shows them to whom they are for, here the server asks. The state
    is written in sudo after that, so that nobody else can write it."""

    _inherit = "repair.order"

    def _check_works(self):
        self.check_access("write")
        ours = self.filtered(lambda repair: not repair._is_odoos_own())
        if ours:
            ours._check_role(WORKING)

    def action_repair_start(self):
        self._check_works()
        return super(RepairOrder, self.sudo()).action_repair_start()

    def _check_end(self):
        """Refuse before parts move what the guard of the state would refuse after."""
        self._check_works()
        self.sudo()._sell_used_parts()
        self._check_transition("done")

    def action_repair_end(self):
        self._check_end()
        return super(RepairOrder, self.sudo()).action_repair_end()

    def action_repair_done(self):
        self._check_end()
        return super(RepairOrder, self.sudo()).action_repair_done()

    def action_repair_cancel(self):
        """Odoo also calls it for no repair at all, as whoever cancels a sale."""
        if self:
            self._check_role(ENDING)
        return super(RepairOrder, self.sudo() if self else self).action_repair_cancel()

    def action_repair_cancel_draft(self):
        if self:
            self._check_role(ENDING)
        return super(RepairOrder, self.sudo() if self else self).action_repair_cancel_draft()
