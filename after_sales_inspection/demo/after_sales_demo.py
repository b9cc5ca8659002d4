from odoo import api, models
from odoo.tools import file_open

MODULE = "after_sales_inspection"
# Which return waits to be sorted, answers by the words of the question (all others pass), the gap
# at the sole, how many questions are answered.
INSPECTIONS = [
    ("uniforms", {}, 0.8, 2),
    ("boots", {"Is the upper whole?": "fail"}, 1.0, 5),
]
PICTURE = "after_sales_returns/static/img/demo/photo_boot_cracked.png"


class AfterSalesDemo(models.AbstractModel):
    """Shoes of the demo's returns are looked at before they are sorted."""

    _inherit = "after.sales.demo"

    @api.model
    def _load_inspection_story(self):
        first = self.env.ref("after_sales_returns.demo_return_boots", raise_if_not_found=False)
        known = self.env.ref(f"{MODULE}.demo_inspection_boots", raise_if_not_found=False)
        if not first or known:
            return
        story = self.with_context(tracking_disable=True, mail_create_nosubscribe=True)
        for row in INSPECTIONS:
            story._play_inspection(*row)

    @api.model
    def _play_inspection(self, key, answers, gap, answered):
        order = self._ref(f"demo_return_{key}")
        part = order.action_sort()[:1]
        inspection = self.env["after.sales.inspection"].create(
            {"disposition_id": part.id, "user_id": self._ref("demo_user_sorter").id}
        )
        for item in inspection.checklist_id.item_ids[:answered]:
            usual = {"measurement": gap, "count": 0, "choice": item.choice_ids[:1].id}
            value = answers.get(item.name) or usual.get(item.kind, "pass")
            inspection.save_answer(item.id, value)
        self._take_photos(inspection)
        if not inspection.open_count:
            inspection.action_finish()
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"{MODULE}.demo_inspection_{key}",
                    "record": inspection,
                    "noupdate": True,
                }
            ]
        )

    @api.model
    def _take_photos(self, inspection):
        with file_open(PICTURE, "rb") as file:
            raw = file.read()
        for answer in inspection.answer_ids.filtered(lambda one: one._needs_photo()):
            answer.photo_ids = self.env["ir.attachment"].create(
                {
                    "name": "photo.png",
                    "raw": raw,
                    "res_model": answer._name,
                    "res_id": answer.id,
                }
            )
