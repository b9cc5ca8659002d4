import { describe, expect, test } from "@odoo/hoot";
import { codeOfGs1 } from "@after_sales_pos/app/return_screen/scan";
import {
    freeLots,
    leftOf,
    missingChoices,
    neededOverrides,
    newWish,
    toggleLot,
    usualResolution,
} from "@after_sales_pos/app/return_screen/wish";

const line = (values = {}) => ({
    key: "pos-1-7",
    kind: "pos",
    line_id: 1,
    product_id: 7,
    tracking: "none",
    lots: [],
    quantity_left: 3,
    resolutions: ["refund", "exchange", "reject"],
    reason_id: false,
    resolution: false,
    ...values,
});
const sale = (values = {}) => ({ name: "Receipt", serial: false, partner_id: false, ...values });
const begin = (sold, of = sale(), wishes = []) => newWish("new", sold, of, wishes);

describe("what is left of a sold line", () => {
    test("items on the ticket are taken off, but not the one being changed", () => {
        const sold = line();
        const wishes = [
            { key: "a", line: sold, quantity: 2, lots: [] },
            { key: "b", line: line({ key: "pos-2-7" }), quantity: 1, lots: [] },
        ];
        expect(leftOf(sold, wishes)).toBe(1);
        expect(leftOf(sold, wishes, "a")).toBe(3);
    });

    test("a serial number is on the ticket once", () => {
        const sold = line({ tracking: "serial", lots: ["S1", "S2"] });
        const wishes = [{ key: "a", line: sold, quantity: 1, lots: ["S1"] }];
        expect(freeLots(sold, wishes)).toEqual(["S2"]);
        expect(freeLots(sold, wishes, "a")).toEqual(["S1", "S2"]);
    });
});

describe("a new wish", () => {
    test("one unit, paid back as the till offers first", () => {
        expect(begin(line())).toMatchObject({ quantity: 1, resolution: "refund", lots: [] });
    });

    test("the scanned serial number is chosen among many", () => {
        const sold = line({ tracking: "serial", lots: ["S1", "S2"] });
        expect(begin(sold, sale({ serial: "S2" })).lots).toEqual(["S2"]);
        expect(begin(sold).lots).toEqual([]);
    });

    test("as much as the label of a scale says, and no more than is left", () => {
        const scanned = sale({ product_id: 7, quantity: 0.333 });
        expect(begin(line(), scanned).quantity).toBe(0.333);
        expect(begin(line({ quantity_left: 0.2 }), scanned).quantity).toBe(0.2);
        expect(begin(line({ product_id: 8 }), scanned).quantity).toBe(1);
    });

    test("a return asked for before comes back whole, as it was asked for", () => {
        const asked = line({ kind: "return", reason_id: 4, resolution: "exchange" });
        expect(begin(asked)).toMatchObject({
            quantity: 3,
            reason_id: 4,
            resolution: "exchange",
        });
    });

    test("what the till does not offer is not proposed", () => {
        expect(usualResolution(line(), { resolution: "repair" })).toBe("refund");
        expect(usualResolution(line(), { resolution: "exchange" })).toBe("exchange");
    });
});

test("a unit of a serial-tracked product is a serial number; a lot is one of them", () => {
    const wish = { line: line({ tracking: "serial" }), lots: ["S1"] };
    expect(toggleLot(wish, "S2")).toEqual({ lots: ["S1", "S2"], quantity: 2 });
    expect(toggleLot(wish, "S1")).toEqual({ lots: [], quantity: 1 });
    expect(toggleLot({ line: line({ tracking: "lot" }), lots: ["A"] }, "B")).toEqual({
        lots: ["B"],
    });
});

describe("what the cashier has yet to choose", () => {
    const reason = { id: 1, photo_required: true };
    const row = { credits: true };
    const asksGrade = true;

    test("in the order of the screen", () => {
        const wish = begin(line({ tracking: "serial", lots: ["S1", "S2"] }));
        expect(missingChoices(wish, { row, asksGrade })).toEqual(["lots", "reason", "grade"]);
        expect(missingChoices(wish, { row, reason, asksGrade })).toEqual([
            "lots",
            "grade",
            "photo",
        ]);
    });

    test("who is turned away shows neither condition nor photo", () => {
        const wish = { ...begin(line()), resolution: "reject" };
        expect(missingChoices(wish, { row: { left: true }, reason, asksGrade })).toEqual([]);
    });

    test("without a receipt the price is typed", () => {
        const wish = { ...begin(line({ kind: "none" })), grade_id: 1, photos: 1 };
        expect(missingChoices(wish, { row, reason, asksGrade })).toEqual(["price"]);
        expect(missingChoices({ ...wish, price_unit: 5 }, { row, reason, asksGrade })).toEqual([]);
    });
});

test("a manager is asked once for each kind", () => {
    const judged = { a: { overrides: ["policy", "limit"] }, b: { overrides: ["limit"] } };
    expect(neededOverrides([{ key: "a" }, { key: "b" }, { key: "c" }], judged)).toEqual([
        "policy",
        "limit",
    ]);
});

test("of a GS1 code the serial number says more than the product", () => {
    const product = { type: "product", code: "0400" };
    expect(codeOfGs1([product, { type: "lot", value: "S1" }])).toBe("S1");
    expect(codeOfGs1([product])).toBe("0400");
});
