import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { sentenceOf } from "@after_sales_pos/app/return_screen/till_server";
import { dateWords, overrideWords, verdictWords } from "@after_sales_pos/app/return_screen/words";
import { openTill } from "./till";

definePosModels();
beforeEach(allowTranslations);

describe("words for the cashier", () => {
    test("a day is one, whoever says it", async () => {
        await openTill();
        expect(dateWords("2026-03-04")).toBe("03/04/2026");
        expect(dateWords("2026-03-04 10:00:00")).toBe("03/04/2026");
        expect(dateWords("2026-03-04T12:00:00.000+02:00")).toBe("03/04/2026");
        expect(dateWords(false)).toBe("");
    });

    test("a verdict that nobody knows is a manager's", () => {
        expect(verdictWords("refused").color).toBe("danger");
        expect(verdictWords("whatever")).toEqual(verdictWords("review"));
        expect(overrideWords("whatever")).toBe("whatever");
    });

    test("a refusal is told, a fault of the program is not", () => {
        const refusal = Object.assign(new RPCError("Odoo"), { data: { message: "Too late." } });
        expect(sentenceOf(refusal)).toBe("Too late.");
        expect(sentenceOf(new ConnectionLostError("/")).toString()).toInclude("no connection");
        expect(sentenceOf(new TypeError("x is undefined"))).toBe(null);
    });
});
