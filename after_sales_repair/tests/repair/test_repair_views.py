from lxml import etree

from odoo.tests import Form, tagged
from odoo.tools.safe_eval import datetime as eval_datetime
from odoo.tools.safe_eval import safe_eval, time

from ..common import RepairCommon

MODULE = "after_sales_repair"


@tagged("post_install", "-at_install")
class TestRepairViews(RepairCommon):
    """Every screen of the addon opens for who needs it, and every filter runs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.repair = cls._counter_repair()
        cls.repair.action_validate()

    def _actions(self):
        found = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", "ir.actions.act_window")]
        )
        return self.env["ir.actions.act_window"].browse(found.mapped("res_id"))

    def test_form_opens_for_each_role_in_each_state(self):
        roles = (
            self.clerk,
            self.store_user,
            self.technician,
            self.lead,
            self.manager,
            self.picker,
        )
        stages = []
        for step in (
            lambda: None,
            lambda: self._diagnose(self.repair),
            self.repair.action_start_work,
            self.repair.action_work_done,
            self.repair.action_check_pass,
            lambda: self._hand_back(self.repair),
        ):
            step()
            stages.append(self.repair.after_sales_stage)
            for user in roles:
                with self.subTest(stage=stages[-1], user=user.login):
                    form = Form(self.repair.with_user(user))
                    self.assertEqual(form.after_sales_stage, stages[-1])
        self.assertEqual(
            stages,
            ["to_diagnose", "to_repair", "in_repair", "to_check", "to_hand_back", "handed_back"],
        )

    def test_every_view_of_every_action_opens(self):
        actions = self._actions()
        self.assertGreater(len(actions), 10)
        for action in actions:
            model = self.env[action.res_model].with_user(self.manager)
            views = [(view or False, kind) for view, kind in action.views]
            with self.subTest(action=action.name):
                opened = model.get_views([*views, (action.search_view_id.id, "search")])
                self.assertEqual(set(opened["views"]), {kind for _v, kind in views} | {"search"})

    def test_every_filter_and_group_runs(self):
        counted = 0
        for action in self._actions().filtered(lambda action: action.target != "new"):
            model = self.env[action.res_model].with_user(self.manager)
            arch = etree.fromstring(
                model.get_view(action.search_view_id.id, view_type="search")["arch"]
            )
            for node in arch.iter("filter"):
                with self.subTest(action=action.name, filter=node.get("name")):
                    self._run_filter(model, node)
                    counted += 1
        self.assertGreater(counted, 40)

    def _run_filter(self, model, node):
        names = {"uid": model.env.uid, "time": time, "datetime": eval_datetime}
        if node.get("domain"):
            model.search(safe_eval(node.get("domain"), names), limit=1)
        group = safe_eval(node.get("context") or "{}", names).get("group_by")
        for name in [group] if isinstance(group, str) else group or []:
            dated = model._fields[name.partition(":")[0]].type in ("date", "datetime")
            spec = f"{name}:month" if dated and ":" not in name else name
            model.formatted_read_group([], [spec], ["__count"])
