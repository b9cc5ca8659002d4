import { describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { quoteLocally } from "@after_sales_pos/app/ticket/offline_quote";

const currency = { round: (amount) => Math.round(amount * 100) / 100 };
const EWALLET = { program_id: { program_type: "ewallet" } };
const PROMOTION = { program_id: { program_type: "promotion" } };

const EVERYWHERE = { is_offered: true, offline: true, ticket: ["pos"] };
const RESOLUTIONS = [
    { value: "refund", ...EVERYWHERE },
    { value: "exchange", ...EVERYWHERE, new_goods: true },
    { value: "voucher", ...EVERYWHERE, done: "Voucher", credit_product_id: 98 },
    { value: "store_credit", ...EVERYWHERE, offline: false, credit_product_id: 97 },
];

function soldLine(id, total, values = {}) {
    const type = total < 0 ? "service" : "consu";
    return {
        id,
        qty: 1,
        price_unit: total,
        discount: 0,
        prices: { total_included: total },
        product_id: { id: 10 + id, type },
        tax_ids: [],
        full_product_name: `Product ${id}`,
        isTipLine: () => false,
        getFullProductName: () => `Product ${id}`,
        currency,
        ...values,
    };
}

/** A till without connection that sold these lines with one receipt. */
function tillWith(...lines) {
    const receipt = {
        id: 1,
        lines,
        currency,
        payment_ids: [],
        change: 0,
        pos_reference: "R-1",
        isToInvoice: () => false,
    };
    lines.forEach((line) => (line.order_id = receipt));
    const byId = (records) => ({ get: (id) => records.find((record) => record.id === id) });
    return {
        currency,
        env: { utils: { formatCurrency: String } },
        company: { raw: { after_sales_settlement_product_id: 99 } },
        config: { after_sales_offline_max: 1000, _after_sales_resolutions: RESOLUTIONS },
        models: { "pos.order.line": byId(lines), "product.product": byId([{ id: 98 }, { id: 99 }]) },
    };
}

const wish = (line_id, values = {}) => ({
    key: `w${line_id}`,
    kind: "pos",
    line_id,
    quantity: 1,
    lots: [],
    resolution: "refund",
    ...values,
});

function quoted(pos, ...wishes) {
    const { quote, problem } = quoteLocally(pos, wishes);
    expect(problem).toBe(null);
    const [order] = quote.orders;
    const cards = order.lines.filter((line) => line.is_card);
    return {
        total: order.total,
        cards: cards.map(({ key, amount, price_unit, origin_line_id }) => ({
            key,
            amount,
            price_unit,
            origin_line_id,
        })),
    };
}

describe("without a connection, what is given instead of money", () => {
    test("takes up what its item gives back, and no money is left", () => {
        const pos = tillWith(soldLine(1, 60), soldLine(2, 40), soldLine(3, -10));
        const { quote } = quoteLocally(pos, [wish(1, { resolution: "voucher" }), wish(2)]);
        const [order] = quote.orders;
        const credits = order.lines.filter((line) => line.role === "credit");
        expect(credits.map(({ key, amount, name, product_id }) => [key, amount, name, product_id]))
            .toEqual([["w1", 50, "Voucher", 98]]);
        expect(order.total).toBe(-40);
    });

    test("counts for the limit", () => {
        allowTranslations();
        const pos = tillWith(soldLine(1, 60));
        pos.config.after_sales_offline_max = 50;
        const { problem } = quoteLocally(pos, [wish(1, { resolution: "voucher" })]);
        expect(problem.toString()).toInclude("this is 60");
    });

    test("is given only where the table allows it", () => {
        const { quote } = quoteLocally(tillWith(soldLine(1, 60)), [
            wish(1, { resolution: "store_credit" }),
        ]);
        expect(quote).toBe(null);
    });
});

describe("without a connection, what a card paid goes back to it", () => {
    test("in proportion, as the server has it", () => {
        const pos = tillWith(
            soldLine(1, 60),
            soldLine(2, 40),
            soldLine(3, -10, { reward_id: PROMOTION }),
            soldLine(4, -45, { reward_id: EWALLET })
        );
        const card = { key: "w1", amount: 27, price_unit: -27, origin_line_id: 4 };
        expect(quoted(pos, wish(1))).toEqual({ total: -27, cards: [card] });
    });

    test("a service stays with the customer, and its part of the card is spent", () => {
        const service = soldLine(2, 50, { product_id: { id: 12, type: "service" } });
        const pos = tillWith(soldLine(1, 100), service, soldLine(3, -75, { reward_id: EWALLET }));
        expect(quoted(pos, wish(1)).total).toBe(-50);
    });

    test("each item knows its part: an exchanged one is paid by the card again", () => {
        const pos = tillWith(
            soldLine(1, 30),
            soldLine(2, 30),
            soldLine(3, 30),
            soldLine(4, -10, { reward_id: EWALLET })
        );
        const exchanged = wish(3, { resolution: "exchange" });
        const { total, cards } = quoted(pos, wish(1), wish(2), exchanged);
        expect(total).toBe(-80);
        expect(cards.map(({ key, amount }) => [key, amount])).toEqual([
            ["w1", 3.33],
            ["w2", 3.33],
            ["w3", 3.34],
        ]);
    });

    test("goods of an exchange that a card paid once more", () => {
        const pos = tillWith(
            soldLine(1, 110),
            soldLine(2, -50, { after_sales_role: "card" }),
            soldLine(3, -60, { after_sales_role: "settlement" })
        );
        const card = { key: "w1", amount: 50, price_unit: -50, origin_line_id: 2 };
        expect(quoted(pos, wish(1))).toEqual({ total: -60, cards: [card] });
    });
});
