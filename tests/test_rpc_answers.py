"""Every public method of the suite answers something that XML-RPC can carry."""

import inspect

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.rpc.controllers.xmlrpc import dumps

RECORDS = 2
NEEDED = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
# What Odoo's own ``read`` and forms call with arguments of their own.
GENERIC = {"create", "write", "unlink", "copy", "copy_data", "read", "default_get"}


@tagged("post_install", "-at_install")
class TestRpcAnswers(TransactionCase):
    def _methods(self, model):
        """The public methods that the suite adds to a model and that need no argument."""
        ours, odoos = set(), set(GENERIC)
        for cls in model.mro():
            names = ours if ".after_sales_" in cls.__module__ else odoos
            names.update(name for name, value in vars(cls).items() if callable(value))
        for name in sorted(ours - odoos):
            method = getattr(model, name)
            if name.startswith("_") or getattr(method, "_api_private", False):
                continue
            _self, *others = inspect.signature(method).parameters.values()
            if not any(one.default is one.empty and one.kind in NEEDED for one in others):
                yield name

    def _answer(self, records, name):
        """What a call answers, and nothing of what it did; None where it was refused."""
        with self.env.cr.savepoint() as savepoint:
            try:
                answer = getattr(records, name)()
            except (UserError, AccessError, MissingError):
                return None
            finally:
                savepoint.close(rollback=True)
                self.env.invalidate_all()
        return (answer.ids if hasattr(answer, "ids") else answer,)

    def test_answers(self):
        called = 0
        for name, model in sorted(self.registry.items()):
            if model._abstract or name.startswith(("pos.", "ir.", "res.")):
                continue
            methods = list(self._methods(model))
            records = self.env[name].search([], limit=RECORDS) if methods else ()
            for record in records:
                for method in methods:
                    with self.subTest(model=name, method=method), mute_logger("odoo.sql_db"):
                        answer = self._answer(record, method)
                        if answer is not None:
                            called += 1
                            dumps(answer)
        self.assertGreater(called, 100)
