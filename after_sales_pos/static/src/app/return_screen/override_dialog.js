import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { registry } from "@web/core/registry";
import { useAsyncLockedMethod } from "@point_of_sale/app/hooks/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { resolutionOf } from "@after_sales_pos/app/ticket/resolutions";
import { ManagerLogin } from "./manager_login";
import { callTill, sentenceOf } from "./till_server";
import { overrideWords } from "./words";

const parts = registry.category("after_sales_pos");

/**
 * A manager allows what the cashier alone may not do, and says why.
 *
 * How the manager is known is a part of its own: the component "credentials" of the registry
 * "after_sales_pos", which calls its `onChange` with what `after_sales_override` needs.
 */
export class OverrideDialog extends Component {
    static template = "after_sales_pos.OverrideDialog";
    static components = { Dialog };
    static props = {
        kinds: Array,
        body: String,
        /** See `shownItems`. */
        items: Array,
        tenders: Array,
        wishes: Array,
        /** By default the open return ticket; else the order that goods come back with. */
        ticket: { type: String, optional: true },
        getPayload: Function,
        close: Function,
    };

    setup() {
        this.pos = usePos();
        this.state = useState({ reason: "", problem: "", credentials: null });
        this.confirm = useAsyncLockedMethod(this.confirm);
    }

    get Credentials() {
        return parts.get("credentials");
    }

    get kinds() {
        return this.props.kinds.map((kind) => ({ kind, label: overrideWords(kind) }));
    }

    // What is allowed is what is read here: the server is told the same.

    get items() {
        const { formatCurrency, formatProductQty } = this.env.utils;
        return this.props.items.map((item) => ({
            key: item.key,
            quantity: formatProductQty(item.quantity, false),
            name: item.name,
            price: item.price ? formatCurrency(item.price) : "",
            resolution: resolutionOf(this.pos.config, item.resolution).label,
            amount: formatCurrency(item.amount),
        }));
    }

    get total() {
        const total = this.props.items.reduce((sum, { amount }) => sum + amount, 0);
        return this.env.utils.formatCurrency(total);
    }

    get tenders() {
        return this.props.tenders.map(({ payment_method_id: id, amount }) => ({
            id,
            name: this.pos.models["pos.payment.method"].get(id)?.name || "",
            amount: this.env.utils.formatCurrency(-amount),
        }));
    }

    get isComplete() {
        return Boolean(this.state.reason.trim() && this.state.credentials);
    }

    async confirm() {
        if (!this.isComplete) {
            return;
        }
        this.state.problem = "";
        try {
            this.props.getPayload(await this.authorise());
            this.props.close();
        } catch (error) {
            this.state.problem = sentenceOf(error);
            if (!this.state.problem) {
                throw error;
            }
        }
    }

    authorise() {
        const { reason, credentials } = this.state;
        return callTill(
            this.pos,
            "after_sales_override",
            this.props.ticket || this.pos.returnTicket.start(),
            this.props.kinds,
            reason.trim(),
            credentials,
            this.pos.getCashier()?.name || "",
            this.props.wishes,
            this.props.tenders
        );
    }
}

parts.add("credentials", ManagerLogin);
parts.add("authorise", async (pos, kinds, body, shown) => {
    const given = await makeAwaitable(pos.dialog, OverrideDialog, { kinds, body, ...shown });
    return Boolean(given);
});
