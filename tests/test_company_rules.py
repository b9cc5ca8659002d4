"""What belongs to a company is seen in that company only, whichever addon it comes from."""

from odoo.tests import TransactionCase, tagged

OURS = "after_sales_"


@tagged("post_install", "-at_install")
class TestCompanyRules(TransactionCase):
    def _own_models(self):
        """Ordinary models of the suite, of every addon that is installed."""
        return [
            model
            for name, model in self.registry.items()
            if model._original_module
            and model._original_module.startswith(OURS)
            and not model._abstract
            and not model._transient
            and model._auto
        ]

    def _ruled(self, model):
        """Whether a rule for everybody asks for the company."""
        rules = self.env["ir.rule"].search([("model_id.model", "=", model._name)])
        return any(rule["global"] and "company_ids" in rule.domain_force for rule in rules)

    def test_each_model_with_a_company_has_a_rule(self):
        models = self._own_models()
        self.assertGreater(len(models), 20)
        for model in models:
            if "company_id" in model._fields:
                with self.subTest(model=model._name):
                    self.assertTrue(self._ruled(model), "add an ir.rule on company_ids")

    def test_what_is_a_part_of_such_a_record_has_a_rule_too(self):
        for model in self._own_models():
            for name, field in model._fields.items():
                if field.type != "many2one" or not field.store or field.ondelete != "cascade":
                    continue
                owner = self.registry[field.comodel_name]
                if owner._original_module.startswith(OURS) and "company_id" in owner._fields:
                    with self.subTest(model=model._name, field=name):
                        self.assertTrue(self._ruled(model), "add an ir.rule on company_ids")
