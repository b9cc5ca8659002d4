import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosStore } from "@point_of_sale/app/services/pos_store";

/** Whether the goods of an even exchange are out of sight. */
let isHidden = false;

function withoutSameAgain(compute) {
    const before = isHidden;
    isHidden = true;
    try {
        return compute();
    } finally {
        isHidden = before;
    }
}

/**
 * Points of what comes back are the server's: it gives and takes them when the ticket is paid. A
 * return earns and claims nothing here, and what moves within a ticket is no purchase.
 */
patch(PosStore.prototype, {
    async _updatePrograms() {
        if (!this.getOrder()?.isTicketReturn) {
            await super._updatePrograms(...arguments);
        }
    },

    /** While a ticket is being paid its rewards are what they were when the goods were chosen. */
    updateRewards() {
        const order = this.getOrder();
        if (order?.isTicketReturn || order?.isSettled) {
            return this.orderUpdateLoyaltyPrograms();
        }
        return super.updateRewards(...arguments);
    },
});

patch(PosOrder.prototype, {
    getClaimableRewards() {
        return this.isTicketReturn ? [] : super.getClaimableRewards(...arguments);
    },

    /** Whether money of its ticket was moved to or from it. */
    get isSettled() {
        return this.lines.some((line) => line.after_sales_role === "settlement");
    },

    _get_regular_order_lines() {
        return super._get_regular_order_lines(...arguments).filter((line) => !line.after_sales_role);
    },

    isLineValidForLoyaltyPoints(line) {
        return !line.after_sales_role && super.isLineValidForLoyaltyPoints(...arguments);
    },

    getOrderlines() {
        const lines = super.getOrderlines(...arguments);
        return isHidden ? lines.filter((line) => !line.isSameAgain) : lines;
    },

    /**
     * Cards pay only what is left after the settlement; discounts are of the goods alone, and not
     * of those that are exchanged evenly: they were lowered when they were sold first.
     */
    _getDiscountableOnOrder(reward) {
        if (["ewallet", "gift_card"].includes(reward.program_id.program_type)) {
            return super._getDiscountableOnOrder(...arguments);
        }
        const result = withoutSameAgain(() => super._getDiscountableOnOrder(...arguments));
        for (const line of this.lines.filter((item) => item.after_sales_role)) {
            const taxes = line.tax_ids.filter((tax) => tax.amount_type !== "fixed");
            const key = taxes.map((tax) => tax.id);
            result.discountable -= line.prices.total_included;
            result.discountablePerTax[key] -= line.basePrice;
        }
        return result;
    },

    _getDiscountableOnSpecific() {
        return withoutSameAgain(() => super._getDiscountableOnSpecific(...arguments));
    },

    _getCheapestLine() {
        return withoutSameAgain(() => super._getCheapestLine(...arguments));
    },
});
