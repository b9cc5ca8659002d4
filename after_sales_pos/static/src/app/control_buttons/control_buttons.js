import { patch } from "@web/core/utils/patch";
import { ControlButtons } from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";

patch(ControlButtons.prototype, {
    get showReturns() {
        return this.pos.config.after_sales_returns && this.pos.cashier._role !== "minimal";
    },

    /** How many items wait on the open return ticket. */
    get returnCount() {
        return this.pos.returnTicket.wishes.length;
    },

    clickReturns() {
        this.props.close?.();
        this.pos.navigate("ReturnScreen");
    },
});
