import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatCurrency } from "@web/core/currency";
import { ReceiptBarcode } from "./receipt_barcode";
import { resolutionOf } from "./resolutions";
import { summarize, wishesOf } from "./ticket_summary";

/**
 * What the receipt of a ticket says instead of the lines of one order: what came back and why,
 * what was taken along, and what is left of both. Like all receipts it uses no services.
 */
export class ReturnReceipt extends Component {
    static template = "after_sales_pos.ReturnReceipt";
    static components = { ReceiptBarcode };
    static props = { orders: Array, basic: { type: Boolean, optional: true } };

    get summary() {
        return summarize(this.props.orders);
    }

    get isExchange() {
        return this.summary.goods.length > 0;
    }

    get totalLabel() {
        const { due } = this.summary;
        if (this.currency.isZero(due)) {
            return _t("Nothing to pay");
        }
        return due > 0 ? _t("To pay") : _t("Paid back");
    }

    get currency() {
        return this.props.orders[0].currency;
    }

    format(amount) {
        return formatCurrency(amount, this.currency.id);
    }

    /** Taxes of all orders of the ticket, by their group. */
    get taxes() {
        const groups = new Map();
        for (const order of this.props.orders) {
            for (const subtotal of order.prices.taxDetails.subtotals || []) {
                for (const group of subtotal.tax_groups) {
                    const known = groups.get(group.id)?.amount ?? 0;
                    const amount = this.currency.round(known + group.tax_amount_currency);
                    groups.set(group.id, { id: group.id, name: group.group_name, amount });
                }
            }
        }
        return [...groups.values()];
    }

    /** @returns {Object<string, string>} key of a returned item → why, and what is done */
    get reasons() {
        const reasons = {};
        for (const order of this.props.orders) {
            for (const wish of wishesOf(order)) {
                const reason = order.models["after.sales.reason"]?.get(wish.reason_id)?.name;
                const { done } = resolutionOf(order.config, wish.resolution);
                const words = [reason, done];
                reasons[wish.key] = words.filter(Boolean).join(" · ");
            }
        }
        return reasons;
    }

    /** Numbers of the returns and what happens next; the server gives them when it has the ticket. */
    get returns() {
        return this.props.orders.flatMap(
            (order) => JSON.parse(order.after_sales_receipt || '{"returns": []}').returns
        );
    }
}
