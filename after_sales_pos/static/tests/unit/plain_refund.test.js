import { describe, expect, test } from "@odoo/hoot";
import { chosenForRefund } from "@after_sales_pos/app/ticket/plain_refund";

const shirt = { id: 1, product_id: { type: "consu" } };
const tailoring = { id: 2, product_id: { type: "service" } };

function receipt(lines, chosen = []) {
    const details = [
        ...chosen.map((line) => ({ line, qty: 1 })),
        // Odoo keeps what was looked at.
        ...lines.filter((line) => !chosen.includes(line)).map((line) => ({ line, qty: 0 })),
    ];
    return { lines, uiState: { lineToRefund: Object.fromEntries(details.entries()) } };
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
});
