import { Component, onWillUnmount, useExternalListener, useRef, useState } from "@odoo/owl";
import { barcodeService } from "@barcodes/barcode_service";
import { useService } from "@web/core/utils/hooks";
import { ItemCard } from "./item_card";
import { LoneKeys } from "./lone_keys";
import { optionsOf } from "./options";

const EDITABLE = "input:not(.o_as_number), textarea, select, [contenteditable=true]";
const SWIPE_PIXELS = 60;

/** The cards of a sheet, one at a time; what stands in its slot is the last one. */
export class CardDeck extends Component {
    static template = "after_sales_inspection.CardDeck";
    static components = { ItemCard };
    static props = {
        sheet: Object,
        slots: { type: Object, optional: true },
        index: { type: Number, optional: true },
    };
    static defaultProps = { index: 0 };

    setup() {
        this.sheet = useState(this.props.sheet);
        this.ui = useService("ui");
        this.root = useRef("root");
        this.state = useState({ index: this.props.index });
        this.keys = new LoneKeys(barcodeService.maxTimeBetweenKeysInMs, (key) => this.press(key));
        this.touch = null;
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        onWillUnmount(() => this.keys.stop());
    }

    get item() {
        return this.sheet.items[this.state.index];
    }

    get lastIndex() {
        return this.sheet.items.length - (this.props.slots?.last ? 0 : 1);
    }

    go(index) {
        this.state.index = Math.max(0, Math.min(index, this.lastIndex));
    }

    next() {
        this.go(this.state.index + 1);
    }

    previous() {
        this.go(this.state.index - 1);
    }

    goTo(item) {
        this.go(this.sheet.items.findIndex((one) => one.id === item.id));
    }

    // Keyboard -----------------------------------------------------------------------------------

    onKeydown(ev) {
        const isElsewhere = this.ui.activeElement !== document || ev.target.matches?.(EDITABLE);
        if (isElsewhere || ev.ctrlKey || ev.altKey || ev.metaKey) {
            return;
        }
        if (ev.key === "ArrowRight") {
            this.next();
        } else if (ev.key === "ArrowLeft") {
            this.previous();
        } else if (ev.key.length === 1 || ev.key === "Enter") {
            this.onCharacter(ev);
        }
    }

    onCharacter(ev) {
        if (ev.target.matches?.(".o_as_number")) {
            // Digits belong to the number.
            if (!/\d/.test(ev.key)) {
                this.press(ev.key);
            }
            return;
        }
        // Enter on a button presses it, but for an answer: that one is given, and it goes on.
        if (ev.key === "Enter" && ev.target.closest?.("button, a")) {
            if (!ev.target.matches(".o_as_option")) {
                return;
            }
            ev.preventDefault();
        }
        this.keys.press(ev.key);
    }

    press(key) {
        if (key === "Enter") {
            this.next();
        } else if (key.toLowerCase() === "p") {
            this.root.el.querySelector("[data-key=p]")?.click();
        } else if (this.item && !this.sheet.isReadonly) {
            const option = this.options[Number(key) - 1];
            if (option) {
                this.sheet.answer(this.item, option.value);
            }
        }
    }

    /** What keys answer: the digits of a number belong to the number. */
    get options() {
        return ["measurement", "count"].includes(this.item.kind) ? [] : optionsOf(this.item);
    }

    // Thumb --------------------------------------------------------------------------------------

    onTouchstart(ev) {
        const [touch] = ev.touches;
        this.touch = ev.touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
    }

    onTouchend(ev) {
        if (!this.touch) {
            return;
        }
        const [touch] = ev.changedTouches;
        const [x, y] = [touch.clientX - this.touch.x, touch.clientY - this.touch.y];
        this.touch = null;
        if (Math.abs(x) > SWIPE_PIXELS && Math.abs(x) > 2 * Math.abs(y)) {
            this.go(this.state.index + (x < 0 ? 1 : -1));
        }
    }
}
