import { describe, expect, test } from "@odoo/hoot";
import { click, edit, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { Component, useState, xml } from "@odoo/owl";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { QuantityStepper } from "@after_sales_pos/app/return_screen/quantity_stepper";
import { SerialPicker } from "@after_sales_pos/app/return_screen/serial_picker";
import { openTill } from "./till";

definePosModels();

async function stepper(value, most) {
    await openTill();
    class Screen extends Component {
        static template = xml`<QuantityStepper value="state.value" most="props.most" unit="'kg'" onChange="(value) => this.state.value = value"/>`;
        static components = { QuantityStepper };
        static props = { value: Number, most: Number };
        setup() {
            this.state = useState({ value: this.props.value });
        }
    }
    const { state } = await mountWithCleanup(Screen, { props: { value, most } });
    return state;
}

async function type(text) {
    await click(".after-sales-quantity-input");
    await edit(text, { confirm: "blur" });
    await animationFrame();
}

describe("how many come back", () => {
    test("at least one, and no more than may", async () => {
        const state = await stepper(1, 3);
        expect(".after-sales-less").not.toBeEnabled();
        await click(".after-sales-more");
        await animationFrame();
        expect(state.value).toBe(2);
        await type("9");
        expect(state.value).toBe(3);
        expect(".after-sales-more").not.toBeEnabled();
        await type("0");
        expect(state.value).toBe(1);
        await type("nothing");
        expect([state.value, queryOne(".after-sales-quantity-input").value]).toEqual([1, "1"]);
    });

    test("all of it by one tap", async () => {
        const state = await stepper(1, 12);
        await click(".after-sales-all");
        await animationFrame();
        expect(state.value).toBe(12);
        expect(".after-sales-all").toHaveCount(0);
    });

    test("less than one where less than one is left", async () => {
        const state = await stepper(0.2, 0.2);
        await type("0");
        expect(state.value).toBe(0.2);
    });
});

describe("which units come back", () => {
    const names = Array.from({ length: 20 }, (_one, index) => `S-${String(index).padStart(2, "0")}`);

    async function picker(props) {
        await openTill();
        const toggled = [];
        const onToggle = (name) => toggled.push(name);
        await mountWithCleanup(SerialPicker, { props: { selected: [], onToggle, ...props } });
        return toggled;
    }

    test("those chosen first, then a dozen of many", async () => {
        await picker({ lots: names, selected: ["S-19"] });
        const shown = queryAllTexts(".after-sales-serial");
        expect([shown.length, shown[0], shown[1]]).toEqual([13, "S-19", "S-00"]);
    });

    test("what is typed is one of those that were sold, however it is spelt", async () => {
        const toggled = await picker({ lots: names });
        await click("input");
        await edit(" s-15 ", { confirm: "enter" });
        await edit("S-99", { confirm: "enter" });
        expect(toggled).toEqual(["S-15"]);
    });

    test("anything where nobody knows them", async () => {
        const toggled = await picker({ lots: [] });
        await click("input");
        await edit("X-1", { confirm: "enter" });
        expect(toggled).toEqual(["X-1"]);
    });
});
