import { Component } from "@odoo/owl";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { resolutionOf } from "@after_sales_pos/app/ticket/resolutions";
import { ProductPicture } from "./product_picture";
import { Verdict } from "./verdict";
import { dateWords, saleWords } from "./words";
import { leftOf } from "./wish";

/** What was sold with the chosen sale, and what of it may still come back. */
export class SoldLines extends Component {
    static template = "after_sales_pos.SoldLines";
    static components = { ProductPicture, Verdict };
    static props = {
        sale: Object,
        lines: Array,
        wishes: Array,
        onBack: Function,
        onSelect: Function,
        onEdit: Function,
    };

    setup() {
        this.pos = usePos();
    }

    get words() {
        return saleWords(this.props.sale.kind);
    }

    /** What the cashier scanned comes first. */
    get lines() {
        const { sale, lines } = this.props;
        const isScanned = (line) =>
            line.product_id === sale.product_id || line.lots.includes(sale.serial);
        return [...lines].sort((a, b) => Number(isScanned(b)) - Number(isScanned(a)));
    }

    date(moment) {
        return dateWords(moment);
    }

    left(line) {
        return leftOf(line, this.props.wishes);
    }

    quantity(quantity) {
        return this.env.utils.formatProductQty(quantity, false);
    }

    wishesOf(line) {
        return this.props.wishes.filter((wish) => wish.line.key === line.key);
    }

    resolution(wish) {
        return resolutionOf(this.pos.config, wish.resolution);
    }

    /** Nothing left: what is on the ticket of it can be changed. */
    select(line) {
        const [wish] = this.wishesOf(line);
        if (this.left(line) <= 0 && wish) {
            this.props.onEdit(wish);
        } else {
            this.props.onSelect(line);
        }
    }
}
