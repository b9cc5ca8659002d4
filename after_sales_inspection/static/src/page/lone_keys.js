// Fewer keys than this are no barcode (`barcodes/static/src/barcode_service.js`).
const SHORTEST_BARCODE = 3;

/**
 * Tells keys that a person presses from those of a scanner, which is a keyboard too: a label that
 * is scanned must not answer a question with its first digit.
 */
export class LoneKeys {
    /**
     * @param {number} pauseMs within which the keys of a scanner follow each other
     * @param {(key: string) => void} onKey
     */
    constructor(pauseMs, onKey) {
        this.pauseMs = pauseMs;
        this.onKey = onKey;
        this.keys = [];
        this.timer = null;
    }

    press(key) {
        this.keys.push(key);
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.release(), this.pauseMs);
    }

    release() {
        const keys = this.keys;
        this.stop();
        if (keys.filter((key) => key !== "Enter").length < SHORTEST_BARCODE) {
            keys.forEach((key) => this.onKey(key));
        }
    }

    stop() {
        clearTimeout(this.timer);
        this.keys = [];
    }
}
