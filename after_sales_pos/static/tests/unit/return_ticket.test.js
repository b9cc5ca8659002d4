import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { allowTranslations, onRpc } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { ReturnTicket } from "@after_sales_pos/app/ticket/return_ticket";
import { confirmTicket, openTill, payTicket, sell, wishOf } from "./till";

definePosModels();
beforeEach(() => {
    allowTranslations();
    browser.localStorage.clear();
});

/** The page is loaded again: the till has its orders, and what the ticket wrote down. */
function reload(pos) {
    clearInterval(pos.returnTicket.timer);
    pos.returnTicket = new ReturnTicket(pos);
    pos.returnTicket.restore();
    clearInterval(pos.returnTicket.timer);
    return pos.returnTicket;
}

describe("after a reload of the page", () => {
    test("the open ticket is there, with its number and its items", async () => {
        const pos = await openTill();
        const { lines } = await sell(pos);
        const uuid = pos.returnTicket.start();
        pos.returnTicket.setWish(wishOf(lines[0], { key: "a" }));
        pos.returnTicket.setWish(wishOf(lines[1], { key: "b" }));
        pos.returnTicket.setWish(wishOf(lines[0], { key: "a", quantity: 2 }));
        const ticket = reload(pos);
        expect(ticket.uuid).toBe(uuid);
        expect(ticket.wishes.map(({ key, quantity }) => [key, quantity])).toEqual([
            ["a", 2],
            ["b", 1],
        ]);
    });

    test("what managers allowed is still allowed", async () => {
        const pos = await openTill();
        pos.returnTicket.start();
        pos.returnTicket.allow(["limit"], []);
        pos.returnTicket.allow(["limit", "tender"], [{ payment_method_id: 1, amount: -5 }]);
        const { overrides, allowedTenders } = reload(pos);
        expect(overrides).toEqual(["limit", "tender"]);
        expect(allowedTenders).toEqual([{ payment_method_id: 1, amount: -5 }]);
    });

    test("a confirmed ticket goes on; half of one is confirmed again", async () => {
        const pos = await openTill();
        const { lines } = await sell(pos);
        const [order] = await confirmTicket(pos, wishOf(lines[0]));
        expect(reload(pos).quote.orders.length).toBe(1);
        pos.removeOrder(order, false);
        const ticket = reload(pos);
        expect(ticket.quote).toBe(null);
        expect(ticket.wishes.length).toBe(1);
    });

    test("nothing is left of one that was paid", async () => {
        const pos = await openTill();
        const { lines } = await sell(pos);
        const [order] = await payTicket(pos, wishOf(lines[0]));
        const ticket = reload(pos);
        expect(ticket.uuid).toBe(null);
        expect(ticket.wishes).toEqual([]);
        expect(order.state).toBe("paid");
    });
});

describe("a confirmed ticket", () => {
    test("comes to what comes back, in cash as it was paid", async () => {
        const pos = await openTill();
        const { lines } = await sell(pos);
        await confirmTicket(pos, wishOf(lines[0], { quantity: 2 }), wishOf(lines[1]));
        const { orders } = pos.returnTicket;
        expect([orders.returned, orders.due]).toEqual([10.65, -10.65]);
        const [refund] = orders.all;
        expect(refund.lines.map(({ qty, after_sales_role }) => [qty, after_sales_role])).toEqual([
            [-2, "goods"],
            [-1, "goods"],
        ]);
        expect(refund.payment_ids.map(({ amount }) => amount)).toEqual([-10.65]);
        expect(refund.payment_ids[0].payment_method_id.is_cash_count).toBe(true);
    });

    test("is made anew when it changes, and nothing of it stays when it is dropped", async () => {
        const pos = await openTill();
        const { lines } = await sell(pos);
        const exchange = { resolution: "exchange", exchange_product_id: lines[1].product_id.id };
        await confirmTicket(pos, wishOf(lines[0], exchange));
        await confirmTicket(pos, wishOf(lines[0], { ...exchange, quantity: 2 }));
        const { orders } = pos.returnTicket;
        expect(orders.returned).toBe(6.9);
        expect(orders.sales.map((sale) => sale.lines.map(({ qty }) => qty))).toEqual([[2]]);
        pos.data.network.offline = true;
        await pos.returnTicket.drop();
        const left = pos.models["pos.order"].filter((order) => order.after_sales_ticket);
        expect(left).toEqual([]);
        expect(lines.length).toBe(2);
    });

    test("tells the server what was chosen, and nothing of the screen", async () => {
        const pos = await openTill();
        const { lines } = await sell(pos);
        const shown = { line: { product_name: "Shirt" }, sale: { name: "R-1" } };
        const wish = wishOf(lines[0], { description: "Too small", ...shown });
        const [order] = await confirmTicket(pos, wish);
        const { wishes, offline } = JSON.parse(order.after_sales_request);
        expect(offline).toBe(true);
        expect(wishes).toEqual([{ ...wishOf(lines[0], { description: "Too small" }), name: "Shirt" }]);
    });
});

describe("who answers", () => {
    test("the server where there is a connection", async () => {
        const answer = { sales: [{ name: "R-9" }], message: false };
        onRpc("pos.config", "after_sales_find", () => answer);
        const pos = await openTill();
        expect(await pos.returnTicket.find("R-9")).toEqual(answer);
        expect(pos.returnTicket.answersLocally).toBe(false);
    });

    test("the till itself when the connection breaks on the way", async () => {
        onRpc("pos.config", "after_sales_find", () => new Response("", { status: 502 }));
        const pos = await openTill();
        await sell(pos, { pos_reference: "R-1" });
        const { sales } = await pos.returnTicket.find("R-1");
        expect(sales.map(({ name }) => name)).toEqual(["R-1"]);
        expect(pos.returnTicket.answersLocally).toBe(true);
    });

    test("nobody else where the server says no", async () => {
        onRpc("pos.config", "after_sales_reserve", () => {
            throw new Error("Another till holds this unit.");
        });
        const pos = await openTill();
        const { lines } = await sell(pos);
        pos.returnTicket.setWish(wishOf(lines[0]));
        let told = "";
        try {
            await pos.returnTicket.reserve();
        } catch (error) {
            told = error.data.message;
        }
        expect(told).toBe("Another till holds this unit.");
        expect(pos.returnTicket.expiry).toBe(null);
    });

    test("without a connection nothing is held, and nobody is asked", async () => {
        const pos = await openTill();
        const { lines } = await sell(pos);
        pos.returnTicket.setWish(wishOf(lines[0]));
        pos.data.network.offline = true;
        expect(await pos.returnTicket.reserve()).toBe(false);
    });
});
