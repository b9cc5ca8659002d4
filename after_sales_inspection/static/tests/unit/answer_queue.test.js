import { describe, expect, test } from "@odoo/hoot";
import { AnswerQueue } from "@after_sales_inspection/page/answer_queue";
import { ConnectionLostError, makeErrorFromResponse } from "@web/core/network/rpc";

const SOLE = { inspectionId: 1, itemId: 10 };
const SHAFT = { inspectionId: 1, itemId: 11 };

/** What a browser keeps over a reload; `most` characters fit into it. */
class Storage {
    constructor(most = Infinity) {
        this.kept = {};
        this.most = most;
    }
    getItem(key) {
        return this.kept[key] ?? null;
    }
    setItem(key, value) {
        if (value.length > this.most) {
            throw new DOMException("full", "QuotaExceededError");
        }
        this.kept[key] = value;
    }
}

function refusal(name = "odoo.exceptions.UserError") {
    return makeErrorFromResponse({
        code: 0,
        message: "Odoo Server Error",
        data: { name, message: "“Sole” is not answered so." },
    });
}

describe("after sales inspection: queue of answers", () => {
    const server = { saved: [], trouble: null };

    function start(storage, userId = 7) {
        return new AnswerQueue(storage, userId, async (entry) => {
            if (server.trouble) {
                throw server.trouble;
            }
            server.saved.push([entry.itemId, entry.value, entry.key]);
        });
    }

    function begin() {
        Object.assign(server, { saved: [], trouble: null });
    }

    const values = () => server.saved.map(([, value]) => value);

    test("an answer is sent as it is given, and kept no longer", async () => {
        begin();
        const queue = start(new Storage());
        await queue.add({ ...SOLE, value: "pass" });
        expect(values()).toEqual(["pass"]);
        expect(queue.entries).toEqual([]);
    });

    test("answers wait for the connection, and are sent in order, once", async () => {
        begin();
        const storage = new Storage();
        const queue = start(storage);
        server.trouble = new ConnectionLostError();
        await queue.add({ ...SOLE, value: "fail" });
        await queue.add({ ...SHAFT, value: "na" });
        await queue.add({ ...SOLE, value: "pass" });
        expect(queue.isOffline).toBe(true);
        expect(values()).toEqual([]);
        server.trouble = null;
        await Promise.all([queue.flush(), queue.flush()]);
        expect(values()).toEqual(["fail", "na", "pass"]);
        expect(queue.isOffline).toBe(false);
        await start(storage).flush();
        expect(values()).toHaveLength(3);
    });

    test("a reload loses nothing, and keeps the keys", async () => {
        begin();
        const storage = new Storage();
        server.trouble = new ConnectionLostError();
        const before = start(storage);
        await before.add({ ...SOLE, value: "fail", photos: [{ name: "a.jpg", data: "AA==" }] });
        const [{ key }] = before.entries;
        server.trouble = null;
        const after = start(storage);
        expect(after.of(1, 10)[0].photos).toHaveLength(1);
        await after.flush();
        expect(server.saved).toEqual([[10, "fail", key]]);
    });

    test("what is given while something is sent follows it", async () => {
        begin();
        const queue = start(new Storage());
        queue.add({ ...SOLE, value: "fail" });
        queue.add({ ...SHAFT, value: "pass" });
        await queue.flush();
        expect(values()).toEqual(["fail", "pass"]);
        expect(queue.entries).toEqual([]);
    });

    test("what the server refuses stays with its sentence, and holds up nothing", async () => {
        begin();
        const queue = start(new Storage());
        server.trouble = refusal();
        await queue.add({ ...SOLE, value: "fail" });
        server.trouble = null;
        await queue.add({ ...SHAFT, value: "pass" });
        expect(values()).toEqual(["pass"]);
        expect(queue.of(1, 10)[0].refused).toBe("“Sole” is not answered so.");
        await queue.add({ ...SOLE, value: "pass" });
        expect(values()).toEqual(["pass", "pass"]);
        expect(queue.entries).toEqual([]);
    });

    test("what was refused is sent again when asked", async () => {
        begin();
        const queue = start(new Storage());
        server.trouble = refusal();
        await queue.add({ ...SOLE, value: "fail" });
        server.trouble = null;
        await queue.flush();
        expect(values()).toEqual([]);
        await queue.retry(1, 10);
        expect(values()).toEqual(["fail"]);
    });

    test("who is signed out has lost nothing", async () => {
        begin();
        const queue = start(new Storage());
        server.trouble = refusal("odoo.http.SessionExpiredException");
        await queue.add({ ...SOLE, value: "fail" });
        expect(queue.waiting).toHaveLength(1);
    });

    test("people share a tablet, not their answers", async () => {
        begin();
        const storage = new Storage();
        server.trouble = new ConnectionLostError();
        await start(storage).add({ ...SOLE, value: "fail" });
        expect(start(storage, 8).entries).toEqual([]);
    });

    test("a full storage is said, and what was given is sent all the same", async () => {
        begin();
        const queue = start(new Storage(20));
        server.trouble = new ConnectionLostError();
        await queue.add({ ...SOLE, value: "fail" });
        expect(queue.isFull).toBe(true);
        server.trouble = null;
        await queue.flush();
        expect(values()).toEqual(["fail"]);
        expect(queue.isFull).toBe(false);
    });
});
