import { serializeDate } from "@web/core/l10n/dates";
import { asksForGoods, isOrderedLater } from "./resolutions";
import { choosePayer, settlementAmounts, shareTenders } from "./settlement";

/** The orders of the open ticket: made of the quote, settled with each other, taken apart. */
export class TicketOrders {
    constructor(pos, ticket) {
        this.pos = pos;
        this.ticket = ticket;
    }

    /** All of the ticket, the returns first. */
    get all() {
        return this.pos.ordersOfTicket(this.ticket.uuid);
    }

    get returns() {
        return this.all.filter((order) => order.is_refund);
    }

    /** With what the customer takes along, and with what is sent later. */
    get sales() {
        return this.all.filter((order) => !order.is_refund);
    }

    /** @returns {number} what comes back, as the customer's money: positive */
    get returned() {
        return -this._sum(this.returns);
    }

    /** @returns {number} what the customer still owes (positive) or is owed (negative) */
    get due() {
        return this._sum(this.all);
    }

    /** Settlement moves money within the ticket only: left out, so that it may be there or not. */
    totalOf(order) {
        const settled = order.lines
            .filter((line) => line.after_sales_role === "settlement")
            .reduce((sum, line) => sum + line.qty * line.price_unit, 0);
        return this._round(order.priceIncl - settled);
    }

    _sum(orders) {
        return this._round(orders.reduce((sum, order) => sum + this.totalOf(order), 0));
    }

    _round(amount) {
        return this.pos.currency.round(amount);
    }

    // ------------------------------------------------------------------ making them

    /** @param {Object<string, string[]>} serials key of a wish → serials of its new goods */
    async build(quote, wishes, serials = {}) {
        for (const values of quote.orders) {
            this._buildReturn(values, wishes, Boolean(quote.offline));
        }
        for (const exchange of quote.exchanges) {
            const wish = wishes.find(({ key }) => key === exchange.key);
            const names = serials[exchange.key] || [];
            const later = isOrderedLater(this.pos.config, wish);
            await this._addExchange(exchange, this.sale(later), names);
        }
        this._spendCards();
    }

    _buildReturn(values, wishes, offline) {
        const { models } = this.pos;
        const order = this.pos.createNewOrder({
            is_refund: true,
            after_sales_ticket: this.ticket.uuid,
            after_sales_request: this._request(values, wishes, offline),
        });
        order.uiState.afterSalesOrigin = values.name;
        order.partner_id = models["res.partner"].get(values.partner_id);
        order.fiscal_position_id = models["account.fiscal.position"].get(
            values.fiscal_position_id
        );
        order.to_invoice = values.to_invoice;
        for (const line of values.lines) {
            this._addLine(order, line);
        }
        return order;
    }

    /** What the server is told of the choices; it checks all of it again. */
    _request({ lines }, wishes, offline) {
        const keys = new Set(lines.map((line) => line.key));
        return JSON.stringify({
            wishes: this.ticket.wireWishes(wishes.filter(({ key }) => keys.has(key))),
            offline,
            cashier: this.pos.getCashier()?.name || "",
        });
    }

    _addLine(order, values) {
        const { models } = this.pos;
        const line = models["pos.order.line"].create({
            order_id: order,
            product_id: models["product.product"].get(values.product_id),
            qty: values.qty,
            price_unit: values.price_unit,
            price_type: "manual",
            price_extra: 0,
            discount: values.discount || 0,
            tax_ids: models["account.tax"]
                .readMany(values.tax_ids || [])
                .map((tax) => ["link", tax]),
            pack_lot_ids: (values.lots || []).map((name) => ["create", { lot_name: name }]),
            extra_tax_data: values.extra_tax_data || false,
            after_sales_key: values.key || false,
            after_sales_role: values.role || false,
        });
        if (values.name) {
            line.full_product_name = values.name;
        }
        // The till need not know the sold line: its id goes to the server as it is. Odoo keeps
        // no serial numbers through a reload.
        line.uiState.afterSalesOriginId = values.origin_line_id || false;
        line.uiState.afterSalesLots = values.lots || [];
        line.uiState.afterSalesIsCard = Boolean(values.is_card);
        return line;
    }

    /**
     * The order with the new goods; made when it is first needed.
     *
     * @param {boolean} later those that are not here: Odoo delivers an order as a whole
     */
    sale(later = false) {
        const existing = this.sales.find((order) => Boolean(order.shipping_date) === later);
        if (existing) {
            return existing;
        }
        const order = this.pos.createNewOrder({ after_sales_ticket: this.ticket.uuid });
        const partner = this.returns.map((item) => item.partner_id).find(Boolean);
        if (partner) {
            order.setPartner(partner);
        }
        if (later) {
            order.setShippingDate(serializeDate(luxon.DateTime.now()));
        }
        return order;
    }

    async _addExchange(exchange, order, serials) {
        const { key, product_id, quantity, price_unit, discount, tax_ids } = exchange;
        const product = this.pos.models["product.product"].get(product_id);
        const values = {
            product_id: product,
            product_tmpl_id: product.product_tmpl_id,
            qty: quantity,
            after_sales_key: key,
        };
        if (price_unit !== false) {
            const taxes = this.pos.models["account.tax"].readMany(tax_ids || []);
            Object.assign(values, {
                price_unit,
                discount: discount || 0,
                tax_ids: taxes.map((tax) => ["link", tax]),
                extra_tax_data: exchange.extra_tax_data || false,
            });
        }
        // Odoo writes the serials of what it adds to the order that is selected, whichever it is.
        this.pos.setOrder(order);
        const line = await this.pos.addLineToOrder(values, order, {}, false);
        if (line && serials.length) {
            line.setPackLotLines({
                modifiedPackLotLines: {},
                newPackLotLines: serials.map((lot_name) => ({ lot_name })),
                setQuantity: false,
            });
        }
    }

    /**
     * What goes back to gift cards and eWallets for exchanged goods pays the new ones: the server
     * takes it off the cards again.
     */
    _spendCards() {
        const sales = this.sales.filter((order) => order.lines.length);
        for (const order of sales) {
            order.lines.filter(isSpentCard).forEach((line) => line.delete());
        }
        for (const card of this._cardsBack()) {
            let left = card.amount;
            for (const order of sales) {
                const amount = Math.min(left, this.totalOf(order));
                if (this._round(amount) > 0) {
                    this._addLine(order, {
                        ...card.values,
                        qty: 1,
                        price_unit: -this._round(amount),
                        role: "card",
                    });
                    left = this._round(left - amount);
                }
            }
        }
    }

    /** @returns {Array<{amount: number, values: object}>} per payment by card, for exchanges */
    _cardsBack() {
        const { wishes } = this.ticket;
        const exchanged = wishes.filter((wish) => asksForGoods(this.pos.config, wish));
        const keys = new Set(exchanged.map(({ key }) => key));
        const cards = new Map();
        for (const line of this.returns.flatMap((order) => [...order.lines])) {
            const { afterSalesIsCard, afterSalesOriginId } = line.uiState;
            if (afterSalesIsCard && keys.has(line.after_sales_key)) {
                const values = {
                    product_id: line.product_id.id,
                    tax_ids: line.tax_ids.map((tax) => tax.id),
                    name: line.full_product_name,
                    origin_line_id: afterSalesOriginId,
                };
                const before = cards.get(afterSalesOriginId)?.amount ?? 0;
                const amount = this._round(before + line.prices.total_included);
                cards.set(afterSalesOriginId, { amount, values });
            }
        }
        return [...cards.values()];
    }

    // ------------------------------------------------------------------ settling them

    /**
     * Moves all money of the ticket to one order and prefills how it is paid back.
     *
     * @returns {object} the order that pays or is paid
     */
    settle() {
        this.unsettle();
        this._spendCards();
        const payer = this._payer();
        const round = (amount) => this._round(amount);
        const amounts = settlementAmounts(this._shares(), payer.uuid, round);
        for (const order of this.all) {
            const amount = amounts[order.uuid];
            if (amount) {
                this._addSettlement(order, amount);
            }
        }
        if (!payer.payment_ids.length) {
            this._prefillTenders(payer);
        }
        return payer;
    }

    _shares() {
        return this._payable.map((order) => ({
            uuid: order.uuid,
            total: this.totalOf(order),
            isSale: !order.is_refund,
        }));
    }

    /** A sale without lines is not made: nothing was bought. */
    get _payable() {
        return this.all.filter((order) => order.is_refund || order.lines.length);
    }

    /** Money that a terminal took stays where it is: that order remains the payer. */
    _payer() {
        const paid = this.all.find((order) => order.payment_ids.some(isTakenByTerminal));
        const uuid = paid?.uuid ?? choosePayer(this._shares());
        return this.all.find((order) => order.uuid === uuid);
    }

    _addSettlement(order, amount) {
        this._addLine(order, {
            product_id: this.ticket.quote.settlement_product_id,
            qty: amount < 0 ? -1 : 1,
            price_unit: Math.abs(amount),
            role: "settlement",
        });
    }

    /** Whether all money of the ticket is with this order: nothing changed since. */
    isSettledOn(payer) {
        const others = this._payable.filter((order) => order !== payer);
        return others.every((order) => this.pos.currency.isZero(order.priceIncl));
    }

    /** Takes the settlement back, and payments that are not made yet. */
    unsettle() {
        for (const order of this.all) {
            for (const line of [...order.lines]) {
                if (line.after_sales_role === "settlement") {
                    line.delete();
                }
            }
            for (const payment of [...order.payment_ids]) {
                if (!isTakenByTerminal(payment)) {
                    payment.delete({ backend: true });
                }
            }
        }
    }

    /** @returns {Array<object>} how the ticket's rest is to be paid back, see `shareTenders` */
    get tenders() {
        const due = this.due;
        if (!this.ticket.quote || due >= 0) {
            return [];
        }
        const tenders = this.ticket.quote.orders.flatMap((order) => order.tenders);
        return shareTenders(tenders, due, (amount) => this._round(amount));
    }

    _prefillTenders(payer) {
        for (const [payment_method_id, amount] of this._amountByMethod()) {
            const method = this.pos.config.payment_method_ids.find(
                ({ id }) => id === payment_method_id
            );
            if (!method) {
                continue;
            }
            const payment = this.pos.models["pos.payment"].create({
                pos_order_id: payer,
                payment_method_id: method,
            });
            const rounded = payer.shouldRound(method)
                ? this.pos.config.rounding_method.round(amount)
                : amount;
            payment.setAmount(rounded);
            payer.selectPaymentline(payment);
        }
    }

    _amountByMethod() {
        const amounts = new Map();
        for (const { payment_method_id: id, amount } of this.tenders) {
            amounts.set(id, this._round((amounts.get(id) ?? 0) + amount));
        }
        return amounts;
    }

    // ------------------------------------------------------------------ ending them

    /** All are paid at once; a sale that nothing was added to goes. */
    markPaid(payer) {
        for (const sale of this.sales.filter((order) => !order.lines.length)) {
            this.pos.removeOrder(sale, false);
            this.pos.removePendingOrder(sale);
        }
        const orders = this.all;
        for (const order of orders) {
            order.date_order = payer.date_order;
            order.state = "paid";
        }
        this.pos.addPendingOrder(orders.map((order) => order.id));
        return orders;
    }

    /**
     * Deletes the orders that came of a quote.
     *
     * @param {object} options `keepSale`: goods that the cashier added stay on the ticket; else
     *      they become an ordinary order
     */
    discard({ keepSale }) {
        if (!this.ticket.uuid) {
            return;
        }
        this.unsettle();
        for (const order of this.returns) {
            this.pos.removeOrder(order, false);
            this.pos.removePendingOrder(order);
        }
        for (const sale of this.sales) {
            sale.lines.filter((line) => line.isFrozen).forEach((line) => line.delete());
            if (sale.shipping_date && !sale.lines.length) {
                this.pos.removeOrder(sale, false);
                this.pos.removePendingOrder(sale);
            } else if (!keepSale) {
                sale.after_sales_ticket = false;
                this._dropRewards(sale);
            }
        }
    }

    /** Rewards and payments by gift card were for the goods that are gone, too. */
    _dropRewards(sale) {
        if (sale.lines.every((line) => line.is_reward_line)) {
            sale._resetPrograms();
        } else {
            this.pos.setOrder(sale);
            this.pos.updateRewards();
        }
    }
}

function isSpentCard(line) {
    return line.after_sales_role === "card";
}

function isTakenByTerminal(payment) {
    return payment.payment_method_id.use_payment_terminal && payment.payment_status === "done";
}
