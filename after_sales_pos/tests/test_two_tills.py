import contextlib
import json

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
