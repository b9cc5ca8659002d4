import { Component } from "@odoo/owl";

/** One of several, each a button as large as a finger. */
export class ChoiceChips extends Component {
    static template = "after_sales_pos.ChoiceChips";
    static props = {
        /** {id, label, icon?, hint?} */
        options: Array,
        selected: { optional: true },
        onSelect: Function,
        label: String,
        class: { type: String, optional: true },
    };
}
