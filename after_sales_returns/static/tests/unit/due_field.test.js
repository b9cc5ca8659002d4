import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAll, queryAllTexts } from "@odoo/hoot-dom";
import { mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";

class Due extends models.Model {
    day = fields.Date();
    moment = fields.Datetime();
}

describe("after sales due", () => {
    defineMailModels();
    defineModels([Due]);
    beforeEach(() => onRpc("has_group", () => true));

    async function shown(name, values) {
        mockDate("2026-11-30 10:00:00", 0);
        Due._records = values.map((value, index) => ({ id: index + 1, [name]: value }));
        const arch = `<list><field name="${name}" widget="after_sales_due"/></list>`;
        await mountView({ type: "list", resModel: "due", arch });
        return queryAllTexts(".o_data_cell");
    }

    test("days are counted, also over the end of a month", async () => {
        const days = ["2026-11-30", "2026-12-01", "2026-12-27", "2026-11-27", false];
        expect(await shown("day", days)).toEqual([
            "today",
            "in 1 day",
            "in 27 days",
            "3 days ago",
            "",
        ]);
    });

    test("a moment of the next two days is counted in hours", async () => {
        const moments = ["2026-11-30 10:40:30", "2026-12-01 16:00:30", "2026-12-09 08:00:00"];
        expect(await shown("moment", moments)).toEqual(["in 40 minutes", "in 30 hours", "in 9 days"]);
    });

    test("what was due this morning is late", async () => {
        expect(await shown("moment", ["2026-11-30 08:00:00"])).toEqual(["2 hours ago"]);
        expect(queryAll(".o_data_cell .text-danger")).toHaveCount(1);
    });
});
