import { Component, useEffect, useRef } from "@odoo/owl";
import { useAutofocus } from "@web/core/utils/hooks";

/** Where a scanner types, or the cashier: what is confirmed with Enter is looked for. */
export class SearchBox extends Component {
    static template = "after_sales_pos.SearchBox";
    static props = {
        query: String,
        isBusy: { type: Boolean, optional: true },
        onSearch: Function,
        onClear: Function,
    };

    setup() {
        useAutofocus({ refName: "input" });
        this.input = useRef("input");
        useEffect(
            (query) => {
                this.input.el.value = query;
            },
            () => [this.props.query]
        );
    }

    submit() {
        this.props.onSearch(this.input.el.value);
        // The next scan replaces it.
        this.input.el.select();
    }

    clear() {
        this.input.el.value = "";
        this.input.el.focus();
        this.props.onClear();
    }
}
