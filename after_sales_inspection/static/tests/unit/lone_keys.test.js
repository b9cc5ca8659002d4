import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { LoneKeys } from "@after_sales_inspection/page/lone_keys";

describe("after sales inspection: keys that a person presses", () => {
    let pressed, keys;

    beforeEach(() => {
        pressed = [];
        keys = new LoneKeys(100, (key) => pressed.push(key));
    });

    test("one key counts, also with Enter close after it", async () => {
        keys.press("1");
        keys.press("Enter");
        await advanceTime(110);
        expect(pressed).toEqual(["1", "Enter"]);
    });

    test("a label that is scanned answers nothing", async () => {
        for (const key of ["2", "0", "1", "Enter"]) {
            keys.press(key);
            await advanceTime(40);
        }
        await advanceTime(110);
        expect(pressed).toEqual([]);
    });

    test("slow keys are a person's", async () => {
        for (const key of ["2", "1", "2"]) {
            keys.press(key);
            await advanceTime(150);
        }
        expect(pressed).toEqual(["2", "1", "2"]);
    });
});
