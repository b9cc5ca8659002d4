import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, Deferred } from "@odoo/hoot-mock";
import { Component, xml } from "@odoo/owl";
import { RPCError } from "@web/core/network/rpc";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { useJudge } from "@after_sales_pos/app/return_screen/use_judge";
import { openTill } from "./till";

definePosModels();

const wish = { key: "a", quantity: 1 };

/** What a screen sees of a server that answers with `judge`. */
async function screen(judge, wishes = [wish]) {
    const pos = await openTill();
    pos.returnTicket.judge = judge;
    class Screen extends Component {
        static template = xml`<div/>`;
        static props = {};
        setup() {
            this.judge = useJudge(pos, () => wishes);
        }
    }
    return (await mountWithCleanup(Screen)).judge;
}

describe("what the policy says of the items on the screen", () => {
    test("is asked once for a cashier who taps five times", async () => {
        const asked = [];
        const judge = await screen(async (wishes) => {
            asked.push(wishes);
            return { a: { amount: 5 } };
        });
        for (let tap = 0; tap < 5; tap++) {
            judge.refresh();
            await advanceTime(50);
        }
        expect(judge.isBusy).toBe(true);
        await advanceTime(200);
        expect(asked).toEqual([[wish]]);
        expect([judge.isBusy, judge.byKey]).toEqual([false, { a: { amount: 5 } }]);
    });

    test("is that of the last choice, whichever answer comes first", async () => {
        const answers = [new Deferred(), new Deferred()];
        let number = 0;
        const judge = await screen(() => answers[number++]);
        const [first, second] = [judge.now(), judge.now()];
        answers[1].resolve({ a: { amount: 2 } });
        await second;
        answers[0].resolve({ a: { amount: 1 } });
        await first;
        expect(judge.byKey).toEqual({ a: { amount: 2 } });
    });

    test("is not asked of what has no quantity yet", async () => {
        const judge = await screen(() => expect.step("asked"), [{ key: "a", quantity: 0 }]);
        expect(await judge.now()).toEqual({});
        expect.verifySteps([]);
    });

    test("is the sentence of a server that refuses", async () => {
        const judge = await screen(async () => {
            throw Object.assign(new RPCError(), { data: { message: "The session is closed." } });
        });
        await judge.now();
        expect(judge.byKey.a).toMatchObject({
            verdict: "refused",
            amount: 0,
            problems: ["The session is closed."],
        });
    });
});
