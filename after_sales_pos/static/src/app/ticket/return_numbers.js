import { ReturnReceipt } from "./return_receipt";

/** What happens next with a return, and its number to ask for it; printed after the payments. */
export class ReturnNumbers extends ReturnReceipt {
    static template = "after_sales_pos.ReturnNumbers";
}
