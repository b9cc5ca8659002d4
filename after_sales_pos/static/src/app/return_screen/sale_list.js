import { Component } from "@odoo/owl";
import { dateWords, saleWords } from "./words";

/** The sales that were found, of every store and channel. */
export class SaleList extends Component {
    static template = "after_sales_pos.SaleList";
    static props = {
        sales: { type: [Array, { value: null }], optional: true },
        message: { type: [String, Boolean], optional: true },
        onSelect: Function,
    };

    words(sale) {
        return saleWords(sale.kind);
    }

    date(sale) {
        return dateWords(sale.date);
    }
}
