import { Component } from "@odoo/owl";
import { code128DataUrl } from "./code128";

/** A number of a receipt or return as a barcode, with the number below it. */
export class ReceiptBarcode extends Component {
    static template = "after_sales_pos.ReceiptBarcode";
    static props = { text: String, label: { type: String, optional: true } };

    get source() {
        return code128DataUrl(this.props.text);
    }
}
