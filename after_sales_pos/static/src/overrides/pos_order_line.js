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

    /** New goods of an even exchange: they cost what came back for them. */
    get isSameAgain() {
        const isNew = Boolean(this.after_sales_key && !this.after_sales_role);
        return isNew && this.price_type === "manual";
    },

    // Loyalty: what moves within a ticket was neither bought nor sold, and what is exchanged
    // evenly earned its discounts before.
    ignoreLoyaltyPoints({ program }) {
        const isEven = this.isSameAgain && program?.applies_on === "current";
        return (
            Boolean(this.after_sales_role) || isEven || super.ignoreLoyaltyPoints(...arguments)
        );
    },
});
