import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { ConnectionLostError } from "@web/core/network/rpc";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { ReturnTicket } from "@after_sales_pos/app/ticket/return_ticket";
import { ordersOfTicket } from "@after_sales_pos/app/ticket/ticket_orders_of";
import { openTickets, syncTicket } from "@after_sales_pos/app/ticket/ticket_sync";

/** Pages that the ticket stays settled on: being paid, and what comes after. */
const SETTLED_PAGES = ["PaymentScreen", "ReceiptScreen", "FeedbackScreen"];

patch(PosStore.prototype, {
    async setup() {
        this.returnTicket = new ReturnTicket(this);
        await super.setup(...arguments);
    },

    async afterProcessServerData() {
        this.returnTicket.restore();
        return await super.afterProcessServerData(...arguments);
    },

    /** @returns {Array} the orders of a ticket, the returns first */
    ordersOfTicket(uuid) {
        return ordersOfTicket(this.models, uuid);
    },

    /** Whether the order is of the ticket that is open at this till. */
    isOnReturnTicket(order) {
        const { uuid } = this.returnTicket;
        return Boolean(uuid && order?.after_sales_ticket === uuid && !order.finalized);
    },

    // ------------------------------------------------------------------ one ticket on the screen

    /** Whichever of its orders is called for: products show the sale's, the payment the payer's. */
    navigate(routeName, routeParams = {}) {
        const { orders } = this.returnTicket;
        const named = this.models?.["pos.order"].getBy("uuid", routeParams.orderUuid);
        const isTicket = this.isOnReturnTicket(named);
        if (isTicket && routeName === "PaymentScreen") {
            return this._showTicketOrder(routeName, orders.settle(), ...arguments);
        }
        if (this.returnTicket.quote && !SETTLED_PAGES.includes(routeName)) {
            orders.unsettle();
        }
        if (isTicket && routeName === "ProductScreen") {
            return this._showTicketOrder(routeName, orders.sale(), ...arguments);
        }
        return super.navigate(...arguments);
    },

    _showTicketOrder(routeName, order, _name, routeParams) {
        this.selectedOrderUuid = order.uuid;
        return super.navigate(routeName, { ...routeParams, orderUuid: order.uuid });
    },

    get openOrder() {
        const isOpen = (order) => order.state === "draft" && !order.isTicketReturn;
        return this.models["pos.order"].find(isOpen) || this.addNewOrder();
    },

    /** The returns of a ticket are behind its sale: they have no tab of their own. */
    getOpenOrders() {
        return super.getOpenOrders(...arguments).filter((order) => !order.isTicketReturn);
    },

    /** The payment of a ticket is for all of its orders. */
    canEditPayment(order) {
        return super.canEditPayment(...arguments) && !order.after_sales_ticket;
    },

    /** New goods of a ticket go on its sale, whichever of its orders is selected. */
    async addLineToCurrentOrder() {
        const order = this.getOrder();
        if (this.isOnReturnTicket(order) && order.is_refund) {
            this.setOrder(this.returnTicket.orders.sale());
        }
        return await super.addLineToCurrentOrder(...arguments);
    },

    /** The customer decides on prices, a tip adds to them: what is due follows. */
    async selectPartner(currentOrder = this.getOrder()) {
        const partner = currentOrder?.isTicketReturn && currentOrder.getPartner();
        if (partner) {
            this.dialog.add(AlertDialog, {
                title: _t("Customer of the return"),
                body: _t("%(customer)s bought what comes back. Drop the return for another one.", {
                    customer: partner.name,
                }),
            });
            return partner;
        }
        const result = await super.selectPartner(...arguments);
        this._settleAgain();
        return result;
    },

    async setTip() {
        const line = await super.setTip(...arguments);
        this._settleAgain();
        return line;
    },

    _settleAgain() {
        const order = this.getOrder();
        if (this.router.state.current === "PaymentScreen" && this.isOnReturnTicket(order)) {
            this.navigate("PaymentScreen", { orderUuid: order.uuid });
        }
    },

    /** A ticket is always settled first. */
    async validateOrderFast() {
        if (this.isOnReturnTicket(this.getOrder())) {
            return await this.pay();
        }
        return await super.validateOrderFast(...arguments);
    },

    async onDeleteOrder(order) {
        if (!this.isOnReturnTicket(order)) {
            return await super.onDeleteOrder(...arguments);
        }
        return await this.askToDropReturn();
    },

    /** @returns {Promise<boolean>} whether the cashier wanted it and it is gone */
    async askToDropReturn() {
        const confirmed = await ask(this.dialog, {
            title: _t("Drop this return?"),
            body: _t("Nothing is paid back, and the items are free to be returned again."),
            confirmLabel: _t("Drop"),
        });
        if (confirmed) {
            await this._leavePayment();
            await this.returnTicket.drop();
            await this.afterOrderDeletion();
        }
        return confirmed;
    },

    /** The page of the payment cannot be shown without its order: it goes first. */
    async _leavePayment() {
        if (this.router.state.current !== "PaymentScreen") {
            return;
        }
        const order = this.returnTicket.orders.sales[0] || this.openOrder;
        this.setOrder(order);
        this.navigate("ProductScreen", { orderUuid: order.uuid });
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    },

    // ------------------------------------------------------------------ one ticket to the server

    /**
     * The orders of a ticket reach the server together, in one call, or not at all; as long as it
     * is not paid, none of them does.
     */
    async syncAllOrders(options = {}) {
        if (this.data.network.offline) {
            return await super.syncAllOrders(...arguments);
        }
        const { orderToCreate, orderToUpdate } = this.getPendingOrder();
        const candidates = options.orders || [...orderToCreate, ...orderToUpdate];
        const tickets = openTickets(this, candidates);
        const onTicket = new Set(tickets.flatMap(({ orders }) => orders));
        const rest = candidates.filter((order) => !onTicket.has(order));
        // Receipts before what comes back of them.
        const others = await this._syncOthers(() =>
            super.syncAllOrders({ ...options, orders: rest })
        , rest);
        if (others instanceof ConnectionLostError) {
            return others;
        }
        const synced = [];
        for (const { orders } of tickets) {
            synced.push(...(await syncTicket(this, orders, options)));
        }
        return [...synced, ...(others || [])];
    },

    /** Odoo takes an order for sent once it was written down: what failed is to be tried again. */
    async _syncOthers(sync, orders) {
        try {
            return await sync();
        } finally {
            for (const order of orders.filter((item) => item.isUnsyncedPaid)) {
                order._dirty = true;
            }
        }
    },
});
