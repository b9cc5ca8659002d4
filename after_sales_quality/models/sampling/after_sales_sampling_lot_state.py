from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.after_sales_returns.tools import refuse

from .iso2859 import verdict

# What may come next. Whatever writes the state goes through ``_write_state``.
TRANSITIONS = {
    "to_sample": ("accepted", "refused", "gone"),
    "refused": ("partly",),
    "accepted": (),
    "partly": (),
    "gone": (),
}


class AfterSalesSamplingLot(models.Model):
    """How a lot is decided: by what is counted, and after a refusal by sorting it."""

    _inherit = "after.sales.sampling.lot"

    state = fields.Selection(
        [
            ("to_sample", "To sample"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
            ("partly", "Partly accepted"),
            ("gone", "Gone before"),
        ],
        required=True,
        readonly=True,
        default="to_sample",
        index=True,
        group_expand=True,
    )
    decision = fields.Char(readonly=True, help="What the decision rests on.")
    date_decided = fields.Datetime(string="Decided On", readonly=True)
    user_id = fields.Many2one("res.users", string="Decided By", readonly=True)

    _waiting = models.Index("(company_id, warehouse_id) WHERE state = 'to_sample'")

    # By what is counted -----------------------------------------------------------------------

    def _decide(self):
        """Decide the lot as soon as what was counted decides it."""
        self.ensure_one()
        samples, found = self._samples(), self._found()
        tallies = [(samples[severity], found[severity]) for severity in samples]
        target = verdict(self.counted, tallies)
        if target:
            self._write_state(target)
            self.switching_id._record_outcome(target == "accepted")

    def _write_state(self, target):
        """Write the state and have the goods follow: the only place that does."""
        self.ensure_one()
        if target not in TRANSITIONS[self.state]:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(lot)s is %(state)s and cannot become %(target)s.",
                    lot=self.display_name,
                    state=labels[self.state],
                    target=labels[target],
                )
            )
        # A receipt may have been corrected since it came.
        quantity = sum(self._units().values())
        self.write(
            {
                "state": target,
                "quantity": quantity,
                "date_decided": fields.Datetime.now(),
                "user_id": self.env.uid,
                "decision": self._decision_sentence(target),
            }
        )
        follow = {
            "accepted": self._on_accepted,
            "refused": self._on_refused,
            "partly": self._on_partly,
            "gone": self._on_gone,
        }
        follow[target]()
        if target == "refused":
            self._tell()
        elif target == "partly":
            self._stop_telling()

    def _decision_sentence(self, target):
        names = {"counted": self.counted, "size": self.sample_size, **self._found()}
        if target == "accepted":
            return self.env._(
                "%(counted)s of %(size)s units looked at: %(critical)s critical, %(major)s major, "
                "%(minor)s minor nonconforming ones are within what is accepted.",
                **names,
            )
        if target == "gone":
            return self.env._("All of it left before enough units were looked at.")
        if target == "partly":
            return " ".join((self.decision, self.env._("Sorted at the supplier's cost.")))
        labels = self._severity_labels()
        samples = self._samples()
        worst = next(
            severity for severity, sample in samples.items() if names[severity] > sample.accept
        )
        return self.env._(
            "%(found)s nonconforming units (%(severity)s) among %(counted)s; refused from "
            "%(reject)s on.",
            found=names[worst],
            severity=labels[worst],
            counted=self.counted,
            reject=samples[worst].reject,
        )

    def _headline(self):
        return self.env._("%(lot)s is refused", lot=self.display_name)

    def _sentence(self):
        return self.env._(
            "%(decision)s The goods wait in quarantine: have the lot sorted, or send it back.",
            decision=self._decision_sentence("refused"),
        )

    # By sorting -------------------------------------------------------------------------------

    def action_open_sort(self):
        """:return: action that asks how many of a refused lot are good"""
        self._check_sorts()
        refuse(self._sort_problems())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sort"),
            "res_model": "after.sales.sampling.sort",
            "view_mode": "form",
            "target": "new",
            "context": {"default_sampling_lot_id": self.id},
        }

    def _sort_problems(self):
        return [
            self.env._("%(lot)s: only a refused lot is sorted.", lot=lot.display_name)
            for lot in self
            if lot.state != "refused"
        ]

    def _sort(self, refused, serials, cost):
        """Sort a refused lot at the supplier's cost.

        :param refused: how many units stay in quarantine, in the product's unit
        :param serials: ``stock.lot`` of those that stay, of numbered products
        :param cost: what the sorting costs, in the company's currency
        :raise UserError: a sentence that names why it cannot be sorted so
        """
        self.ensure_one()
        self._check_sorts()
        refuse(self._sort_problems() or self._sorted_problems(refused, serials))
        lot = self.sudo()
        lot.write(
            {
                "quantity_refused": refused,
                "quantity_accepted": lot.quantity - refused,
                "refused_lot_ids": serials.ids,
                "sorting_cost": cost,
            }
        )
        lot._write_state("partly")

    def _sorted_problems(self, refused, serials):
        unit, names = self.product_uom_id, {"lot": self.display_name}
        if unit.compare(refused, 0.0) <= 0 or unit.compare(refused, self.quantity) >= 0:
            return [
                self.env._(
                    "%(lot)s has %(quantity)g %(unit)s. Sorting it leaves some that are good and "
                    "some that are refused: enter how many are refused.",
                    quantity=self.quantity,
                    unit=unit.name,
                    **names,
                )
            ]
        if self.product_id.tracking == "serial" and len(serials) != refused:
            return [
                self.env._(
                    "%(lot)s: %(count)s serials are named, and %(refused)g units are refused. "
                    "Name the serial of each.",
                    count=len(serials),
                    refused=refused,
                    **names,
                )
            ]
        foreign = serials - self.sudo().move_ids.move_line_ids.lot_id
        return [
            self.env._(
                "%(lot)s: %(serial)s did not come with it. Choose one that did.",
                serial=serial.name,
                **names,
            )
            for serial in foreign
        ]

    def _check_sorts(self):
        self._check_lead(self.env._("Only a quality lead has a refused lot sorted: ask one."))
