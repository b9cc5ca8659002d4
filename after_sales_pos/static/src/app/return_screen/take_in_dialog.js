import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** What was taken in, under which number, and the slip for the customer. */
export class TakeInDialog extends Component {
    static template = "after_sales_pos.TakeInDialog";
    static components = { Dialog };
    static props = {
        /** As of `after_sales_drop_off`. */
        results: Array,
        getPayload: { type: Function, optional: true },
        close: Function,
    };

    print({ url }) {
        window.open(url, "_blank");
    }
}
