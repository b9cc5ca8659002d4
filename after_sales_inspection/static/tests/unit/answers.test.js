import { describe, expect, test } from "@odoo/hoot";
import { judged, needsPhoto } from "@after_sales_inspection/page/answers";
import { fitted } from "@after_sales_inspection/page/photo";
import { Sheet } from "@after_sales_inspection/page/sheet";

const GAP = { kind: "measurement", limit_min: false, limit_max: 2 };
const WEAR = { kind: "choice", choices: [{ id: 1 }, { id: 2, failed: true }] };

describe("after sales inspection: what an answer means", () => {
    test("nothing, and what does not apply", () => {
        expect([false, null, undefined, ""].map((value) => judged(GAP, value))).toEqual(
            Array(4).fill(null)
        );
        expect(judged(GAP, "na")).toBe("na");
    });

    test("limits of a measurement belong to it", () => {
        expect([0, 2, 2.01].map((value) => judged(GAP, value))).toEqual(["pass", "pass", "fail"]);
        expect(judged({ ...GAP, limit_min: 1 }, 0.5)).toBe("fail");
    });

    test("a count fails above what is allowed, a choice by itself", () => {
        expect([1, 2].map((value) => judged({ kind: "count", count_max: 1 }, value))).toEqual([
            "pass",
            "fail",
        ]);
        expect([1, 2].map((value) => judged(WEAR, value))).toEqual(["pass", "fail"]);
    });

    test("a photo is needed always, or where it failed", () => {
        const sole = { kind: "pass_fail", photo: "failed" };
        expect(needsPhoto(sole, "pass", 0)).toBe(false);
        expect(needsPhoto(sole, "fail", 0)).toBe(true);
        expect(needsPhoto(sole, "fail", 1)).toBe(false);
        expect(needsPhoto({ ...sole, photo: "always" }, null, 0)).toBe(true);
        expect(needsPhoto({ ...sole, photo: "always" }, "na", 0)).toBe(false);
    });

    test("photos are made smaller, never larger", () => {
        expect(fitted(4000, 3000, 1600)).toEqual([1600, 1200]);
        expect(fitted(300, 400, 1600)).toEqual([300, 400]);
    });

    test("a sheet shows what waits over what is saved", () => {
        const item = { id: 10, kind: "pass_fail", value: "pass", photo: "failed", choices: [] };
        const waiting = [];
        const queue = { of: () => waiting };
        const page = { items: [item], inspection: { id: 1 }, outcome: { state: "in_progress" } };
        const sheet = new Sheet(page, queue);
        expect([sheet.value(item), sheet.mark(item)]).toEqual(["pass", "saved"]);
        waiting.push({ value: "fail", note: null, photos: [] });
        expect([sheet.value(item), sheet.mark(item)]).toEqual(["fail", "waiting"]);
        expect(sheet.missing).toEqual([item]);
        waiting.push({ value: null, note: "Left", photos: [{ data: "AA==" }], refused: "No." });
        expect([sheet.value(item), sheet.note(item)]).toEqual(["fail", "Left"]);
        expect(sheet.mark(item)).toBe("refused");
        expect(sheet.missing).toEqual([]);
    });

    test("without a queue a sheet is only looked at", () => {
        expect(new Sheet({ items: [] }).isReadonly).toBe(true);
    });
});
