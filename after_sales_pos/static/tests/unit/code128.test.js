import { describe, expect, test } from "@odoo/hoot";
import { code128DataUrl, encode, PATTERNS } from "@after_sales_pos/app/ticket/code128";

/** Reads the symbols back as a scanner does. */
function decode(symbols) {
    const values = symbols.slice(0, -2);
    const check = values.reduce((sum, value, index) => sum + value * Math.max(index, 1), 0) % 103;
    expect(symbols.at(-2)).toBe(check);
    expect(symbols.at(-1)).toBe(106);
    let packed = values[0] === 105;
    let text = "";
    for (const value of values.slice(1)) {
        if (value === 99 && !packed) {
            packed = true;
        } else if (value === 100 && packed) {
            packed = false;
        } else {
            text += packed ? String(value).padStart(2, "0") : String.fromCharCode(value + 32);
        }
    }
    return text;
}

describe("code 128", () => {
    test("all patterns are as wide as a symbol is, and no two are the same", () => {
        expect(PATTERNS.length).toBe(107);
        expect(new Set(PATTERNS).size).toBe(107);
        const widths = PATTERNS.map((pattern) =>
            [...pattern].reduce((sum, width) => sum + Number(width), 0)
        );
        expect(new Set(widths.slice(0, -1))).toEqual(new Set([11]));
        expect(widths.at(-1)).toBe(13);
    });

    test("a known code", () => {
        expect(encode("PJJ123C")).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55, 106]);
    });

    for (const text of ["261-8-000003", "RMA/2026/00042", "0042", "12345", "A1", "Ware 7~"]) {
        test(`${text} reads back`, () => {
            expect(decode(encode(text))).toBe(text);
        });
    }

    test("long numbers are packed: a receipt is narrow", () => {
        expect(encode("12345678").length).toBe(1 + 4 + 2);
    });

    test("what no scanner types does not break the receipt", () => {
        expect(decode(encode("né"))).toBe("n?");
    });

    test("it is an image of its own, without the server", () => {
        const url = code128DataUrl("261-8-000003");
        expect(url.startsWith("data:image/svg+xml;base64,")).toBe(true);
        expect(window.atob(url.split(",")[1])).toMatch(/^<svg .*<\/svg>$/);
    });
});
