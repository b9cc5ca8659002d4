import { describe, expect, test } from "@odoo/hoot";
import { allowTranslations, onRpc } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { confirmTicket, openTill, payTicket, sell, wishOf } from "./till";

definePosModels();

/** Writes down what reaches the server, order by order of each call, unless `answer` says no. */
function listen(answer = () => null) {
    const calls = [];
    onRpc("pos.order", "sync_from_ui", ({ args, parent }) => {
        calls.push(args[0].map(({ uuid }) => uuid));
        return answer(calls.length, args[0]) || parent();
    });
    return calls;
}

const lost = () => new Response("", { status: 502 });
const uuids = (orders) => orders.map(({ uuid }) => uuid);

describe("what a till sends of its tickets", () => {
    test("all orders of one in one call, the return first, and once", async () => {
        const pos = await openTill();
        const receipt = await sell(pos);
        await pos.syncAllOrders();
        const calls = listen();
        const [line] = receipt.lines;
        const product = receipt.lines[1].product_id.id;
        const wish = wishOf(line, { resolution: "exchange", exchange_product_id: product });
        const orders = await payTicket(pos, wish);
        expect(orders.map((order) => Boolean(order.is_refund))).toEqual([true, false]);
        await pos.syncAllOrders();
        await pos.syncAllOrders();
        expect(calls).toEqual([uuids(orders)]);
    });

    test("nothing before it is paid", async () => {
        const pos = await openTill();
        const receipt = await sell(pos);
        await pos.syncAllOrders();
        const calls = listen();
        const orders = await confirmTicket(pos, wishOf(receipt.lines[0]));
        await pos.syncAllOrders({ orders });
        expect(calls).toEqual([]);
    });
});

describe("when the connection is lost", () => {
    test("a ticket on its way is kept, and sent again whole, once", async () => {
        const pos = await openTill();
        const receipt = await sell(pos);
        await pos.syncAllOrders();
        const calls = listen((number) => number === 1 && lost());
        const orders = await payTicket(pos, wishOf(receipt.lines[0]));
        await pos.syncAllOrders();
        expect(orders.map((order) => order.isSynced)).toEqual([false]);
        pos.data.network.offline = false;
        await pos.syncAllOrders();
        await pos.syncAllOrders();
        expect(calls).toEqual([uuids(orders), uuids(orders)]);
        expect(orders.map((order) => order.isSynced)).toEqual([true]);
    });

    test("whoever asks for the answer hears of it", async () => {
        const pos = await openTill();
        const receipt = await sell(pos);
        await pos.syncAllOrders();
        listen(lost);
        const orders = await payTicket(pos, wishOf(receipt.lines[0]));
        await expect(pos.syncAllOrders({ orders, throw: true })).rejects.toThrow();
        expect(orders[0].isDirty()).toBe(true);
    });

    test("a receipt that was printed meanwhile goes before what comes back of it", async () => {
        const pos = await openTill();
        const receipt = await sell(pos);
        const [line] = receipt.lines;
        const orders = await payTicket(pos, wishOf(line, { quantity: 2 }));
        const sent = [];
        const calls = listen((_number, [order]) => {
            sent.push(JSON.parse(order.after_sales_request || "null")?.wishes[0].line_id);
        });
        await pos.syncAllOrders();
        expect(calls).toEqual([[receipt.uuid], uuids(orders)]);
        expect(sent).toEqual([undefined, line.id]);
        expect(line.id).toBeOfType("number");
    });
});

describe("when the server says no", () => {
    test("the cashier reads why, and the ticket is kept", async () => {
        allowTranslations();
        const pos = await openTill();
        const receipt = await sell(pos);
        await pos.syncAllOrders();
        const calls = listen((number) => {
            if (number === 1) {
                throw new Error("This unit came back already.");
            }
        });
        const orders = await payTicket(pos, wishOf(receipt.lines[0]));
        const told = [];
        pos.notification.add = (sentence) => told.push(sentence);
        await pos.syncAllOrders();
        expect(told).toEqual(["This unit came back already."]);
        await pos.syncAllOrders();
        expect(calls).toEqual([uuids(orders), uuids(orders)]);
    });

    test("two calls at once send a ticket once", async () => {
        const pos = await openTill();
        const receipt = await sell(pos);
        await pos.syncAllOrders();
        const calls = listen();
        const orders = await payTicket(pos, wishOf(receipt.lines[0]));
        await Promise.all([pos.syncAllOrders(), pos.syncAllOrders()]);
        expect(calls).toEqual([uuids(orders)]);
    });
});
