import { describe, expect, test } from "@odoo/hoot";
import {
    chosenForRefund,
    forgetChosen,
    goodsGivenBack,
} from "@after_sales_pos/app/ticket/plain_refund";

const shirt = { uuid: "1", qty: 1, price_unit: 100, product_id: { type: "consu" } };
const tailoring = { uuid: "2", qty: 1, price_unit: 20, product_id: { type: "service" } };

function receipt(lines, chosen = []) {
    const details = [
        ...chosen.map((line) => ({ line, qty: 1 })),
        // Odoo keeps what was looked at.
        ...lines.filter((line) => !chosen.includes(line)).map((line) => ({ line, qty: 0 })),
    ];
    const lineToRefund = Object.fromEntries(details.map((one) => [one.line.uuid, one]));
    return { lines, uiState: { lineToRefund } };
}

describe("what is chosen for Odoo's own refund", () => {
    test("a service alone is nothing for the return screen", () => {
        const chosen = chosenForRefund(receipt([shirt, tailoring], [tailoring]));
        expect(chosen).toEqual({ goods: [], others: [tailoring] });
        expect(chosenForRefund(receipt([tailoring])).goods).toEqual([]);
    });

    test("goods are, whatever is beside them", () => {
        const chosen = chosenForRefund(receipt([shirt, tailoring], [shirt, tailoring]));
        expect(chosen).toEqual({ goods: [shirt], others: [tailoring] });
        expect(chosenForRefund(receipt([shirt, tailoring]))).toEqual({ goods: [shirt], others: [] });
    });

    test("discounts, rewards and combos are no services", () => {
        const discount = { ...tailoring, uuid: "3", price_unit: -5 };
        const reward = { ...tailoring, uuid: "4", is_reward_line: true };
        const fee = { ...tailoring, uuid: "5", after_sales_role: "fee" };
        const combo = { ...tailoring, uuid: "6", product_id: { type: "combo" } };
        const lines = [shirt, discount, reward, fee, combo];
        expect(chosenForRefund(receipt(lines, lines))).toEqual({ goods: [shirt], others: [] });
    });

    test("goods that came back are not, the service beside them is", () => {
        const returned = { ...shirt, refundedQty: 1 };
        const order = receipt([returned, tailoring], [returned, tailoring]);
        forgetChosen(order, goodsGivenBack(order));
        expect(chosenForRefund(order)).toEqual({ goods: [], others: [tailoring] });
    });
});
