import { judged, needsPhoto } from "./answers";

const OPEN = ["to_do", "in_progress"];

/**
 * A checklist as it is being filled in: what the server knows, and over it what waits to be saved.
 * Without a queue it is only looked at.
 */
export class Sheet {
    /**
     * @param {Object} page as of `open_page` or `open_preview`
     * @param {import("./answer_queue").AnswerQueue} [queue]
     */
    constructor({ items, inspection = {}, outcome = {} }, queue) {
        this.items = items;
        this.inspection = inspection;
        this.outcome = outcome;
        this.queue = queue;
    }

    get isReadonly() {
        return !this.queue || !OPEN.includes(this.outcome.state);
    }

    entries(item) {
        return this.queue ? this.queue.of(this.inspection.id, item.id) : [];
    }

    /** All of this inspection that the server has not saved. */
    get unsaved() {
        return this.queue ? this.queue.of(this.inspection.id) : [];
    }

    /** @returns {string|number|false|undefined} what is answered, as of `save_answer` */
    value(item) {
        const given = this.entries(item).findLast((entry) => entry.value !== null);
        return given ? given.value : item.value;
    }

    note(item) {
        const written = this.entries(item).findLast((entry) => entry.note !== null);
        return written ? written.note : item.note || "";
    }

    /** @returns {string[]} addresses of the photos of an item */
    photos(item) {
        const waiting = this.entries(item).flatMap((entry) => entry.photos);
        return [
            ...(item.photo_ids || []).map((id) => `/web/image/${id}/256x256`),
            ...[...(item.taken || []), ...waiting].map(
                (photo) => `data:image/jpeg;base64,${photo.data}`
            ),
        ];
    }

    result(item) {
        return judged(item, this.value(item));
    }

    needsPhoto(item) {
        return needsPhoto(item, this.value(item), this.photos(item).length);
    }

    /** The server's sentence on what it did not take. */
    refusal(item) {
        return this.entries(item).find((entry) => entry.refused)?.refused;
    }

    /** @returns {"refused"|"waiting"|"saved"|""} */
    mark(item) {
        if (this.refusal(item)) {
            return "refused";
        }
        if (this.entries(item).length) {
            return "waiting";
        }
        return this.result(item) || this.photos(item).length ? "saved" : "";
    }

    get answeredCount() {
        return this.items.filter((item) => this.result(item)).length;
    }

    get missing() {
        return this.items.filter((item) => !this.result(item) || this.needsPhoto(item));
    }

    answer(item, value) {
        this.add(item, { value });
    }

    write(item, note) {
        this.add(item, { note });
    }

    addPhotos(item, photos) {
        this.add(item, { photos });
    }

    retry(item) {
        this.queue.retry(this.inspection.id, item.id);
    }

    add(item, given) {
        if (!this.isReadonly) {
            this.queue.add({ inspectionId: this.inspection.id, itemId: item.id, ...given });
        }
    }

    /** What the server says once an entry is saved. */
    take(entry, { item: saved, outcome }) {
        const item = this.items.find((one) => one.id === entry.itemId);
        item.taken = [...(item.taken || []), ...entry.photos];
        Object.assign(item, saved);
        this.outcome = outcome;
    }
}
