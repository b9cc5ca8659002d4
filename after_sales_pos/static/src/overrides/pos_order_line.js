import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";

patch(PosOrderline.prototype, {
    /** Made by a return ticket: it changes with the return, or goes with the ticket. */
    get isFrozen() {
        return Boolean(this.after_sales_role || this.after_sales_key);
    },

    get frozenMessage() {
        return {
            title: _t("Part of a return"),
            body: _t(
                "%(line)s belongs to the return on this ticket. Change the return, or drop it.",
                { line: this.getFullProductName() }
            ),
        };
    },

    setQuantity(quantity) {
        if (this.isFrozen && Number(quantity) !== this.qty) {
            return this.frozenMessage;
        }
        return super.setQuantity(...arguments);
    },

    setDiscount() {
        if (!this.isFrozen) {
            return super.setDiscount(...arguments);
        }
    },

    canBeMergedWith(line) {
        return !this.isFrozen && !line.isFrozen && super.canBeMergedWith(...arguments);
    },

    // Loyalty: what moves within a ticket was neither bought nor sold.
    ignoreLoyaltyPoints() {
        return Boolean(this.after_sales_role) || super.ignoreLoyaltyPoints(...arguments);
    },
});
