import { describe, expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { cashInDrawer } from "@after_sales_pos/app/ticket/cash_check";
import { summarize } from "@after_sales_pos/app/ticket/ticket_summary";
import { confirmTicket, openTill, payTicket, sell, wishOf } from "./till";

definePosModels();

const shown = (lines) => lines.map(({ name, quantity, amount }) => [name, quantity, amount]);

describe("what the receipt says of a ticket", () => {
    test("goods that come back, by the receipt that they are of", async () => {
        const pos = await openTill();
        const first = await sell(pos, { pos_reference: "R-1" });
        const second = await sell(pos, { pos_reference: "R-2" });
        const wishes = [wishOf(first.lines[0], { quantity: 2 }), wishOf(second.lines[1])];
        const { returns, returned, goods, due } = summarize(await confirmTicket(pos, ...wishes));
        expect(returns.map(({ origin, lines }) => [origin, shown(lines)])).toEqual([
            ["R-1", [["TEST", 2, -6.9]]],
            ["R-2", [["TEST 2", 1, -3.75]]],
        ]);
        expect([returned, goods.length, due]).toEqual([-10.65, 0, -10.65]);
    });

    test("an exchange: both sides and the difference, the same before and after it is settled", async () => {
        const pos = await openTill();
        const { lines } = await sell(pos);
        const wish = wishOf(lines[0], {
            resolution: "exchange",
            exchange_product_id: lines[1].product_id.id,
            quantity: 3,
        });
        const orders = await confirmTicket(pos, wish);
        const before = summarize(orders);
        pos.returnTicket.orders.settle();
        const after = summarize(orders);
        expect(shown(before.returns[0].lines)).toEqual([["TEST", 3, -10.35]]);
        expect(shown(before.goods)).toEqual([["TEST 2", 3, before.bought]]);
        expect(before.due).toBe(pos.currency.round(before.bought - 10.35));
        const numbers = ({ returned, bought, due }) => [returned, bought, due];
        expect(numbers(after)).toEqual(numbers(before));
    });
});

describe("without a connection, the cash in the drawer", () => {
    test("is what the session began with, and what was paid in and out since", async () => {
        const pos = await openTill();
        pos.session.cash_register_balance_start = 100;
        const { lines } = await sell(pos); // 17.85 in cash
        await payTicket(pos, wishOf(lines[0], { quantity: 2 }));
        await confirmTicket(pos, wishOf(lines[1]));
        pos.data.network.offline = true;
        expect(pos.currency.round(await cashInDrawer(pos))).toBe(110.95);
    });
});
