import contextlib
import json

from odoo import fields
from odoo.tests import tagged
from odoo.tests.common import ChromeBrowser

from .till_tour_common import TillTourCommon

# Chooses what comes back of a receipt and holds it: the sentence of a refusal, or nothing.
TAKE_BACK = """(async ({receipt, key}) => {
    const ticket = posmodel.returnTicket;
    try {
        const {sales, message} = await ticket.find(receipt);
        if (!sales.length) return message;
        const {sale, lines} = await ticket.lines("pos", sales[0].id);
        const line = lines[0];
        ticket.setWish({
            key, kind: "pos", line_id: line.line_id, product_id: line.product_id, quantity: 1,
            lots: [],
            reason_id: posmodel.models["after.sales.reason"].find((r) => !r.photo_required).id,
            grade_id: posmodel.models["after.sales.grade"].getFirst().id,
            resolution: "refund", description: "", exchange_product_id: false, photos: 0,
            line, sale,
        });
        await ticket.reserve();
        return "";
    } catch (error) {
        return error.data?.message || String(error);
    }
})(%s)"""

# Validates the payment: the sentence of a refusal, or nothing.
VALIDATE = """(async () => {
    const until = async (condition) => {
        for (let i = 0; i < 100 && !condition(); i++) {
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
    };
    const validate = () => document.querySelector(".payment-screen .validation-button.highlight");
    await until(validate);
    validate().click();
    await until(() => document.querySelector(".receipt-screen, .modal-body"));
    return document.querySelector(".modal-body")?.textContent.trim() || "";
})(%s)"""

CONFIRM = "posmodel.returnTicket.confirm().then(() => %s)"

# What became of the ticket that was refused.
STATE = """(() => ({
    wishes: posmodel.returnTicket.wishes.length,
    orders: posmodel.returnTicket.orders.all.map((order) => [order.state, order.isSynced]),
}))(%s)"""

DROP = "posmodel.returnTicket.drop().then(() => %s)"


@tagged("post_install", "-at_install")
class TestTwoTills(TillTourCommon):
    """Two cashiers at two tills in two browsers, on one database."""

    @contextlib.contextmanager
    def _two_browsers(self):
        with contextlib.ExitStack() as stack:
            browsers = [self._browser(stack, till) for till in self.till | self.other_till]
            stack.enter_context(self.allow_requests(all_requests=True))
            stack.callback(self._wait_remaining_requests)
            for browser, till in zip(browsers, self.till | self.other_till, strict=True):
                browser.navigate_to(f"{self.base_url()}/pos/ui/{till.id}")
                ready = "Boolean(window.posmodel?.models && window.posmodel.returnTicket)"
                self.assertTrue(browser._wait_ready(ready), f"{till.name} does not open")
            yield browsers

    def _browser(self, stack, till):
        """A browser in which the cashier of the till is logged in."""
        browser = ChromeBrowser(self, headless=True)
        stack.callback(browser.stop)
        # Logging in again would end the session of the first browser.
        self.session = None
        self.authenticate(self._user_of(till).login, None, browser=browser)
        return browser

    def _run(self, browser, code, **values):
        answer = browser._websocket_request(
            "Runtime.evaluate",
            params={
                "expression": code % json.dumps(values),
                "awaitPromise": True,
                "returnByValue": True,
            },
            timeout=30.0,
        )
        return answer["result"].get("value")

    def test_over_return_from_two_tills_at_once_is_refused(self):
        order = self._sell_at_till(self.till, (self.shirt, 1))
        with self._two_browsers() as (north, south):
            receipt = order.pos_reference
            self.assertFalse(self._run(north, TAKE_BACK, receipt=receipt, key="a"))
            refused = self._run(south, TAKE_BACK, receipt=receipt, key="b")
            self.assertRegex(refused, r"Shirt.*Till North")

    def test_dropped_or_paid_units_at_the_other_till(self):
        order = self._sell_at_till(self.till, (self.shirt, 1))
        receipt = order.pos_reference
        with self._two_browsers() as (north, south):
            self.assertFalse(self._run(north, TAKE_BACK, receipt=receipt, key="a"))
            self._run(north, DROP)
            self.assertFalse(self._run(south, TAKE_BACK, receipt=receipt, key="b"))
            self._run(south, CONFIRM)
            self.assertFalse(self._run(south, VALIDATE))
            refused = self._run(north, TAKE_BACK, receipt=receipt, key="c")
            self.assertRegex(refused, r"Shirt.*returned")
        self.assertEqual(order.lines.refund_orderline_ids.order_id.config_id, self.other_till)

    def test_unit_taken_after_the_reservation_lapsed_undoes_nothing_else(self):
        order = self._sell_at_till(self.till, (self.shirt, 1))
        receipt = order.pos_reference
        with self._two_browsers() as (north, south):
            self.assertFalse(self._run(north, TAKE_BACK, receipt=receipt, key="a"))
            self._run(north, CONFIRM)
            self._lapse()
            self.assertFalse(self._run(south, TAKE_BACK, receipt=receipt, key="b"))
            self._run(south, CONFIRM)
            self.assertFalse(self._run(south, VALIDATE))
            refused = self._run(north, VALIDATE)
            self.assertRegex(refused, r"Shirt")
            state = self._run(north, STATE)
            self.assertEqual(state, {"wishes": 1, "orders": [["draft", False]]})
        self.assertEqual(order.lines.refund_orderline_ids.order_id.config_id, self.other_till)

    def _lapse(self):
        """A quarter of an hour passes."""
        past = fields.Datetime.subtract(fields.Datetime.now(), minutes=1)
        # In a transaction of its own, as the requests of the browsers that go on meanwhile.
        with self.registry.cursor() as cr:
            self.env(cr=cr)["after.sales.reservation"].search([]).date_expiry = past
