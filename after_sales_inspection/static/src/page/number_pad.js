import { Component, onWillUnmount, useState } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { parseFloat } from "@web/views/fields/parsers";

/** A number, typed on keys for a thumb or on a keyboard. */
export class NumberPad extends Component {
    static template = "after_sales_inspection.NumberPad";
    static props = {
        item: Object,
        value: { type: [Number, String, Boolean], optional: true },
        isReadonly: Boolean,
        onAnswer: Function,
    };

    setup() {
        this.given = this.props.value;
        this.draft = useState({ text: this.shownValue, problem: "" });
        useAutofocus({ mobile: true }); // no keyboard comes up: the input has no input mode
        onWillUnmount(() => this.commit());
    }

    get shownValue() {
        const { value } = this.props;
        return typeof value === "number"
            ? formatFloat(value, { digits: [16, 4], trailingZeros: false })
            : "";
    }

    get isCount() {
        return this.props.item.kind === "count";
    }

    get keys() {
        const point = this.isCount ? "" : localization.decimalPoint;
        return ["7", "8", "9", "4", "5", "6", "1", "2", "3", point, "0", "⌫"];
    }

    get limits() {
        const { item } = this.props;
        const shown = (number) =>
            `${formatFloat(number, { digits: [16, 4], trailingZeros: false })} ${item.unit}`.trim();
        if (this.isCount) {
            return [_t("at most %s", item.count_max)];
        }
        return [
            item.limit_min === false ? "" : _t("at least %s", shown(item.limit_min)),
            item.limit_max === false ? "" : _t("at most %s", shown(item.limit_max)),
        ].filter(Boolean);
    }

    press(key) {
        this.draft.problem = "";
        this.draft.text = key === "⌫" ? this.draft.text.slice(0, -1) : this.draft.text + key;
    }

    type(text) {
        this.draft.problem = "";
        this.draft.text = text.replace(/[^\d.,\-−\s]/g, "");
    }

    /** Give the number that stands there, unless it is given already. */
    commit() {
        const text = this.draft.text.trim();
        if (this.props.isReadonly || !text || text === this.shownValue) {
            return;
        }
        let number;
        try {
            number = parseFloat(text);
        } catch {
            this.draft.problem = _t("Enter a number.");
            return;
        }
        if (number !== this.given) {
            this.given = number;
            this.props.onAnswer(number);
        }
    }
}
