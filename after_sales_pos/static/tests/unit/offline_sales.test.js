import { describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {
    findLocally,
    judgeLocally,
    linesLocally,
    worthLocally,
} from "@after_sales_pos/app/ticket/offline_sales";
import { confirmTicket, openTill, payTicket, sell, wishOf } from "./till";

definePosModels();

const found = (pos, query) => findLocally(pos, query).sales.map(({ name }) => name);

describe("without a connection, a till finds the receipts that it printed", () => {
    test("by their number, or how it ends; the newest first", async () => {
        allowTranslations();
        const pos = await openTill();
        await sell(pos, { pos_reference: "261-8-000003" });
        await sell(pos, { pos_reference: "261-8-000103" });
        expect(found(pos, "261-8-000003")).toEqual(["261-8-000003"]);
        expect(found(pos, " 000103 ")).toEqual(["261-8-000103"]);
        expect(found(pos, "03")).toEqual(["261-8-000103", "261-8-000003"]);
    });

    test("by their customer, by product, reference and barcode", async () => {
        allowTranslations();
        const pos = await openTill();
        const partner = pos.models["res.partner"].getFirst();
        partner.name = "Zoë Müller";
        const receipt = await sell(pos, { pos_reference: "R-1", partner_id: partner });
        await sell(pos, { pos_reference: "R-2" });
        expect(found(pos, "zoe mul")).toEqual(["R-1"]);
        const { product_id: product } = receipt.lines[1];
        Object.assign(product, { barcode: "4006381333931", default_code: "T-2" });
        expect(found(pos, "4006381333931")).toEqual(["R-2", "R-1"]);
        expect(found(pos, "T-2")).toEqual(["R-2", "R-1"]);
        expect(found(pos, "t-")).toEqual([]);
        expect(found(pos, "test 2")).toEqual(["R-2", "R-1"]);
    });

    test("no open order and no return", async () => {
        allowTranslations();
        const pos = await openTill();
        await sell(pos, { pos_reference: "R-1", state: "draft" });
        await sell(pos, { pos_reference: "R-2", is_refund: true });
        const { sales, message } = findLocally(pos, "R-");
        expect(sales).toEqual([]);
        expect(message.toString()).toInclude("does not know R-");
    });
});

describe("without a connection, what is left of a receipt", () => {
    test("is what was sold, less what this till took back and has not told yet", async () => {
        allowTranslations();
        const pos = await openTill();
        const receipt = await sell(pos);
        const [shirts] = receipt.lines;
        await payTicket(pos, wishOf(shirts, { quantity: 2 }));
        const left = () => linesLocally(pos, receipt.id).lines.map((line) => line.quantity_left);
        expect(left()).toEqual([1, 2]);
        await payTicket(pos, wishOf(shirts));
        const [line] = linesLocally(pos, receipt.id).lines;
        expect(line).toMatchObject({ quantity_sold: 3, quantity_left: 0, verdict: "refused" });
        expect(line.verdict_reason.toString()).toInclude("came back already");
    });

    test("the open ticket does not stand against itself", async () => {
        allowTranslations();
        const pos = await openTill();
        const receipt = await sell(pos);
        await confirmTicket(pos, wishOf(receipt.lines[0], { quantity: 3 }));
        const { uuid } = pos.returnTicket;
        expect(linesLocally(pos, receipt.id, uuid).lines[0].quantity_left).toBe(3);
        expect(linesLocally(pos, receipt.id, null).lines[0].quantity_left).toBe(0);
    });

    test("tips, services, discounts and rewards are nothing to take back", async () => {
        allowTranslations();
        const pos = await openTill();
        const receipt = await sell(pos);
        const [first, second] = receipt.lines;
        first.after_sales_role = "settlement";
        expect(linesLocally(pos, receipt.id).lines.map((line) => line.line_id)).toEqual([second.id]);
        second.is_reward_line = true;
        expect(linesLocally(pos, receipt.id).lines).toEqual([]);
    });
});

describe("without a connection, what an item is worth", () => {
    test("is its part of the line, tax included, to the cent", async () => {
        const pos = await openTill();
        const { lines } = await sell(pos);
        expect(worthLocally(pos, wishOf(lines[0], { quantity: 2 }))).toBe(6.9);
        expect(worthLocally(pos, wishOf(lines[1]))).toBe(3.75);
        expect(worthLocally(pos, { line_id: 0, quantity: 1 })).toBe(0);
    });

    test("is said with what cannot be done", async () => {
        allowTranslations();
        const pos = await openTill();
        const { lines } = await sell(pos);
        const wishes = [
            wishOf(lines[0], { key: "a" }),
            wishOf(lines[0], { key: "b", resolution: "store_credit" }),
            wishOf(lines[0], { key: "c", kind: "sale" }),
        ];
        const { a, b, c } = judgeLocally(pos, wishes);
        expect(a).toMatchObject({ verdict: "eligible", amount: 3.45, problems: [], overrides: [] });
        expect(b.problems.join()).toInclude("TEST: only refunds and exchanges");
        expect(c.problems.join()).toInclude("only what it sold itself");
        expect(c.amount).toBe(0);
    });
});
