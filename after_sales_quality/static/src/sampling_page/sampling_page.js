import { barcodeService } from "@barcodes/barcode_service";
import { BarcodeScanner } from "@barcodes/components/barcode_scanner";
import { Component, onMounted, onWillStart, useExternalListener, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MODEL = "after.sales.sampling.lot";
const RETRY_MS = 3000;
/** Keys of the first defects on the page. */
const DIGITS = "123456789";
/** So many keys within the time of a scanner are a barcode. */
const BARCODE_KEYS = 3;

/**
 * The receiving page: one unit after the other is scanned or tapped, and saved as it is given.
 *
 * A unit waits in the browser until the server has it, also over a reload, and is sent again with
 * the key that it was given first: so it counts once.
 */
export class SamplingPage extends Component {
    static template = "after_sales_quality.SamplingPage";
    static components = { BarcodeScanner };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.orm = useService("orm");
        const { action } = this.props;
        this.lotId = action.params?.lot_id || action.context.active_id;
        this.keys = [];
        this.state = useState({
            page: null,
            barcode: "",
            defectIds: [],
            note: "",
            photo: null,
            filter: "",
            waiting: this.stored(),
            isOffline: false,
            problem: "",
        });
        useBus(useService("barcode").bus, "barcode_scanned", (ev) => this.scan(ev.detail.barcode));
        useExternalListener(window, "keydown", this.onKeydown);
        onWillStart(() => this.load());
        onMounted(() => {
            this.props.updateActionState?.({ active_id: this.lotId });
            this.send();
        });
    }

    async load() {
        this.state.page = await this.orm.call(MODEL, "open_page", [this.lotId]);
    }

    // What is shown ----------------------------------------------------------------------------

    get lot() {
        return this.state.page.lot;
    }

    get tally() {
        return this.state.page.tally;
    }

    get isOpen() {
        return this.tally.state === "to_sample";
    }

    /** Those of the checklist, what is chosen, and what somebody looks for. */
    get defects() {
        const words = this.state.filter.trim().toLowerCase();
        const { defects } = this.state.page;
        const hasNamed = defects.some((defect) => defect.is_named);
        return defects.filter(
            (defect) =>
                this.state.defectIds.includes(defect.id) ||
                (words
                    ? defect.name.toLowerCase().includes(words)
                    : defect.is_named || !hasNamed)
        );
    }

    digit(defect) {
        const index = this.defects.indexOf(defect);
        return index < DIGITS.length ? DIGITS[index] : "";
    }

    imageUrl(item) {
        return `/web/image/after.sales.checklist.item/${item.id}/image`;
    }

    // The unit in hand -------------------------------------------------------------------------

    scan(barcode) {
        this.state.barcode = barcode;
        this.state.problem = "";
    }

    toggle(defectId) {
        const { defectIds } = this.state;
        this.state.defectIds = defectIds.includes(defectId)
            ? defectIds.filter((id) => id !== defectId)
            : [...defectIds, defectId];
    }

    async choosePhoto(ev) {
        const [file] = ev.target.files;
        if (!file) {
            return;
        }
        const reader = new FileReader();
        reader.onload = () => (this.state.photo = reader.result.split(",")[1]);
        reader.readAsDataURL(file);
    }

    clear() {
        Object.assign(this.state, { barcode: "", defectIds: [], note: "", photo: null });
    }

    good() {
        this.state.defectIds = [];
        this.give();
    }

    bad() {
        if (!this.state.defectIds.length) {
            this.state.problem = _t("Tap what is wrong with the unit first.");
            return;
        }
        this.give();
    }

    give() {
        if (!this.isOpen || this.state.waiting.length) {
            return;
        }
        this.state.waiting.push({
            key: crypto.randomUUID?.() || `${Date.now()}-${Math.random()}`,
            barcode: this.state.barcode || null,
            defect_ids: [...this.state.defectIds],
            note: this.state.note || null,
            photo: this.state.photo,
        });
        this.store();
        this.clear();
        return this.send();
    }

    // Saving -----------------------------------------------------------------------------------

    get storageKey() {
        return `after_sales_sampling_${this.lotId}`;
    }

    stored() {
        return JSON.parse(browser.localStorage.getItem(this.storageKey) || "[]");
    }

    store() {
        browser.localStorage.setItem(this.storageKey, JSON.stringify(this.state.waiting));
    }

    /** Send what waits. A refused unit is taken out, with the server's sentence. */
    async send() {
        const [unit] = this.state.waiting;
        if (!unit) {
            return;
        }
        this.state.problem = "";
        try {
            this.state.page.tally = await this.orm.call(MODEL, "count_unit", [this.lotId], unit);
            this.state.isOffline = false;
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                this.state.isOffline = true;
                browser.setTimeout(() => this.send(), RETRY_MS);
                return;
            }
            this.state.problem = error.data?.message || error.message;
            Object.assign(this.state, { defectIds: unit.defect_ids, note: unit.note || "" });
        }
        this.state.waiting.shift();
        this.store();
    }

    async takeBack() {
        const [last] = this.tally.units;
        if (!last || !this.isOpen || this.state.waiting.length) {
            return;
        }
        try {
            this.state.page.tally = await this.orm.call(MODEL, "take_back_unit", [
                this.lotId,
                last.key,
            ]);
            this.state.problem = "";
        } catch (error) {
            this.state.problem = error.data?.message || error.message;
        }
    }

    openLots() {
        this.action.doAction("after_sales_quality.after_sales_sampling_lot_action", {
            clearBreadcrumbs: true,
        });
    }

    // By keyboard alone ------------------------------------------------------------------------

    /** A scanner is a keyboard, too: a key counts once no barcode came of it. */
    onKeydown(ev) {
        if (ev.target.matches("input, textarea") || ev.ctrlKey || ev.altKey || ev.metaKey) {
            return;
        }
        browser.clearTimeout(this.keysTimeout);
        this.keys.push(ev.key);
        this.keysTimeout = browser.setTimeout(() => {
            const keys = this.keys.splice(0);
            if (keys.length < BARCODE_KEYS) {
                keys.forEach((key) => this.actOn(key));
            }
        }, barcodeService.maxTimeBetweenKeysInMs);
    }

    actOn(key) {
        const defect = this.defects[DIGITS.indexOf(key)];
        const act = {
            "+": () => this.good(),
            "-": () => this.bad(),
            Backspace: () => this.takeBack(),
        }[key];
        if (defect) {
            this.toggle(defect.id);
        } else {
            act?.();
        }
    }
}

registry.category("actions").add("after_sales_sampling_page", SamplingPage);
