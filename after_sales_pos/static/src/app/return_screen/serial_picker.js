import { Component, useRef, useState } from "@odoo/owl";
import { trackingWords } from "./words";

const FEW = 12;

/** Which units come back: scanned, typed, or tapped among those that were sold. */
export class SerialPicker extends Component {
    static template = "after_sales_pos.SerialPicker";
    static props = {
        /** Names that may come back; none when nobody knows them. */
        lots: Array,
        selected: Array,
        onToggle: Function,
        tracking: { type: String, optional: true },
    };

    setup() {
        this.input = useRef("input");
        this.state = useState({ filter: "", unknown: "" });
    }

    get words() {
        return trackingWords(this.props.tracking);
    }

    /** Those chosen first; few of many, the rest by typing. */
    get shown() {
        const { lots, selected } = this.props;
        const filter = this.state.filter.toLowerCase();
        const rest = lots.filter(
            (lot) => !selected.includes(lot) && lot.toLowerCase().includes(filter)
        );
        return [...selected, ...rest.slice(0, FEW)];
    }

    get isSearchable() {
        return this.props.lots.length > FEW || !this.props.lots.length;
    }

    submit() {
        const name = this.input.el.value.trim();
        const { lots, onToggle } = this.props;
        const known = lots.find((lot) => lot.toLowerCase() === name.toLowerCase());
        this.state.unknown = name && lots.length && !known ? name : "";
        if (name && !this.state.unknown) {
            onToggle(known || name);
            this.input.el.value = "";
            this.state.filter = "";
        }
    }
}
