import { RPCError } from "@web/core/network/rpc";
import { uuid } from "@web/core/utils/strings";

const STORAGE_KEY = "after_sales_inspection.answers";
const SIGNED_OUT = "odoo.http.SessionExpiredException";

/**
 * What a user answered and the server has not saved yet, in the order in which it was given. It
 * outlives the page in `storage`. Each entry has a key of its own, by which the server knows what
 * it has saved already: one whose response was lost is sent again and changes nothing.
 *
 * An entry is `{ key, inspectionId, itemId, value, note, photos, refused }`; `refused` is the
 * server's sentence. What is refused is kept for its card and not sent again by itself.
 */
export class AnswerQueue {
    /**
     * @param {Storage} storage
     * @param {number} userId people share tablets, not answers
     * @param {(entry: Object) => Promise} send
     */
    constructor(storage, userId, send) {
        this.storage = storage;
        this.storageKey = `${STORAGE_KEY}.${userId}`;
        this.send = send;
        this.entries = JSON.parse(storage.getItem(this.storageKey) || "[]");
        this.isOffline = false;
        this.sending = null;
        // Nothing more fits into the storage: what came last is lost with the page.
        this.isFull = false;
    }

    get waiting() {
        return this.entries.filter((entry) => !entry.refused);
    }

    of(inspectionId, itemId) {
        return this.entries.filter(
            (entry) =>
                entry.inspectionId === inspectionId &&
                (itemId === undefined || entry.itemId === itemId)
        );
    }

    /** Another answer to an item takes the place of the one that was refused. */
    add(entry) {
        const replaced = this.of(entry.inspectionId, entry.itemId).filter((one) => one.refused);
        this.entries = this.entries.filter((one) => !replaced.includes(one));
        this.entries.push({ value: null, note: null, photos: [], ...entry, key: uuid() });
        this.keep();
        return this.flush();
    }

    /** Send what was refused once more. */
    retry(inspectionId, itemId) {
        for (const entry of this.of(inspectionId, itemId)) {
            delete entry.refused;
        }
        this.keep();
        return this.flush();
    }

    /**
     * Send what waits, one after the other, until there is nothing left or no connection.
     *
     * @returns {Promise|null} of all that is being sent, also of what somebody else began to send
     */
    flush() {
        if (!this.sending && this.waiting.length) {
            this.sending = this.sendWaiting();
        }
        return this.sending;
    }

    async sendWaiting() {
        try {
            while (this.waiting.length) {
                await this.sendEntry(this.waiting[0]);
            }
        } catch {
            this.isOffline = true;
        } finally {
            this.sending = null;
        }
    }

    async sendEntry(entry) {
        try {
            await this.send(entry);
            this.entries = this.entries.filter((one) => one.key !== entry.key);
        } catch (error) {
            if (!(error instanceof RPCError) || error.exceptionName === SIGNED_OUT) {
                throw error;
            }
            entry.refused = sentence(error);
        }
        this.isOffline = false;
        this.keep();
    }

    keep() {
        try {
            this.storage.setItem(this.storageKey, JSON.stringify(this.entries));
            this.isFull = false;
        } catch {
            this.isFull = true;
        }
    }
}

/** What the server says of an error, for people to read. */
export function sentence(error) {
    return error.data?.message || error.message;
}
