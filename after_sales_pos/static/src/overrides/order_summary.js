import { patch } from "@web/core/utils/patch";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { OrderSummary } from "@point_of_sale/app/screens/product_screen/order_summary/order_summary";

/** Lines of a return are read only: the cashier is told where they come from. */
patch(OrderSummary.prototype, {
    async updateSelectedOrderline() {
        if (!this._tellFrozen(this.pos.getOrder()?.getSelectedOrderline())) {
            return await super.updateSelectedOrderline(...arguments);
        }
    },

    async onOrderlineLongPress(ev, orderline) {
        if (!this._tellFrozen(orderline)) {
            return await super.onOrderlineLongPress(...arguments);
        }
    },

    _tellFrozen(line) {
        if (!line?.isFrozen) {
            return false;
        }
        this.numberBuffer.reset();
        this.dialog.add(AlertDialog, line.frozenMessage);
        return true;
    },
});
