from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests.test_js import unit_test_error_checker


def hoot_id(suite):
    """The id that the unit tests' page gives to a suite of this name."""
    value = 0
    for character in suite:
        value = ((value << 5) - value + ord(character)) & 0xFFFFFFFF
    return f"{value:08x}"


@tagged("post_install", "-at_install")
class TestTillHoot(HttpCase):
    def test_unit_tests_of_till_and_back_office(self):
        """In one page: it loads all of Odoo's scripts."""
        suites = "".join(
            f"&id={hoot_id(addon)}" for addon in ("@after_sales_pos", "@after_sales_returns")
        )
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000{suites}",
            "",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
