import { patch } from "@web/core/utils/patch";
import { ReturnScreen } from "@after_sales_pos/app/return_screen/return_screen";

/** A customer's own item has no receipt of ours: only paying for one needs a manager, who is
 * asked with the ticket. */
patch(ReturnScreen.prototype, {
    get mayBeWithoutReceipt() {
        return super.mayBeWithoutReceipt || this.pos.config.after_sales_repair;
    },
});
