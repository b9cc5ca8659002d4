import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { summarize } from "./ticket_summary";

const RETURN_PAGE = "ReturnScreen";

/** What came back on the open ticket and what is left to pay, while goods are added and paid. */
export class TicketBanner extends Component {
    static template = "after_sales_pos.TicketBanner";
    static props = { order: { type: Object, optional: true } };

    setup() {
        this.pos = usePos();
    }

    get isShown() {
        const { returnTicket } = this.pos;
        return (
            this.pos.isOnReturnTicket(this.props.order) && returnTicket.orders.returns.length > 0
        );
    }

    get summary() {
        return summarize(this.pos.returnTicket.orders.all);
    }

    get result() {
        const { due } = this.summary;
        const amount = this.format(Math.abs(due));
        if (this.pos.currency.isZero(due)) {
            return _t("Nothing to pay");
        }
        return due > 0
            ? _t("Customer pays %(amount)s", { amount })
            : _t("Customer gets back %(amount)s", { amount });
    }

    format(amount) {
        return this.env.utils.formatCurrency(amount);
    }

    get canChange() {
        return registry.category("pos_pages").contains(RETURN_PAGE);
    }

    change() {
        this.pos.navigate(RETURN_PAGE);
    }

    /** To the products; on them the products are beside it. */
    addGoods() {
        this.pos.navigate("ProductScreen", { orderUuid: this.props.order.uuid });
    }

    drop() {
        this.pos.askToDropReturn();
    }
}
