import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { asksForGoods, resolutionOf } from "@after_sales_pos/app/ticket/resolutions";
import { ProductPicture } from "./product_picture";
import { neededOverrides } from "./wish";
import { overrideWords, verdictWords } from "./words";

/** All that is chosen for this ticket, what it is worth, and what stands in its way. */
export class TicketPanel extends Component {
    static template = "after_sales_pos.TicketPanel";
    static components = { ProductPicture };
    static props = {
        wishes: Array,
        judged: Object,
        isBusy: { type: Boolean, optional: true },
        /** An item is not on the ticket yet, or not as it will be. */
        isEditing: { type: Boolean, optional: true },
        onEdit: Function,
        onRemove: Function,
        onOverride: Function,
        onConfirm: Function,
        onDrop: Function,
        onClose: { type: Function, optional: true },
    };

    setup() {
        this.pos = usePos();
    }

    judgedOf(wish) {
        return this.props.judged[wish.key];
    }

    resolution(wish) {
        return resolutionOf(this.pos.config, wish.resolution);
    }

    verdict(wish) {
        return verdictWords(this.judgedOf(wish)?.verdict);
    }

    /** The policy is against it, and a manager of this ticket for it. */
    isAllowed(wish) {
        const { overrides } = this.pos.returnTicket;
        const judged = this.judgedOf(wish);
        const { credits } = this.resolution(wish);
        const isAgainst = judged && judged.verdict !== "eligible" && credits;
        const kind = wish.kind === "none" ? "no_receipt" : "policy";
        return isAgainst && overrides.includes(kind) && !judged.overrides.includes(kind);
    }

    reason(wish) {
        return this.pos.models["after.sales.reason"].get(wish.reason_id)?.name;
    }

    quantity(quantity) {
        return this.env.utils.formatProductQty(quantity, false);
    }

    amount(wish) {
        const judged = this.judgedOf(wish);
        return judged ? this.env.utils.formatCurrency(judged.amount) : "…";
    }

    get total() {
        const amounts = this.props.wishes.map((wish) => this.judgedOf(wish)?.amount || 0);
        return this.env.utils.formatCurrency(amounts.reduce((sum, amount) => sum + amount, 0));
    }

    /** @returns {string} why a manager is needed, nothing when none is */
    get overrides() {
        const { wishes, judged } = this.props;
        return neededOverrides(wishes, judged).map(overrideWords).join(", ");
    }

    get totalLabel() {
        const { wishes } = this.props;
        return wishes.some((wish) => asksForGoods(this.pos.config, wish))
            ? _t("Worth of what comes back")
            : _t("To the customer");
    }
}
