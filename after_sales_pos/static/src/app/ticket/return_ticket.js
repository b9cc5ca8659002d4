import { _t } from "@web/core/l10n/translation";
import { uuidv4 } from "@point_of_sale/utils";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { isOffline } from "./connection";
import { asksForGoods, goesOnTicket } from "./resolutions";
import { askForCustomer, checkAddress } from "./ticket_customer";
import { askForSerials } from "./exchange_serials";
import { TicketOrders } from "./ticket_orders";
import { loadMissing } from "./missing_records";
import { quoteLocally } from "./offline_quote";
import { findLocally, judgeLocally, linesLocally } from "./offline_sales";
import { checkWays } from "./tender_check";
import { forgetTicket, recallTicket, rememberTicket } from "./ticket_memory";

const REFRESH_MINUTES = 5;

/**
 * The return ticket that is open at this till: what the cashier chose (wishes), what the server
 * says it is worth (quote), the orders made of it, and the units held for it meanwhile.
 *
 * There is one at a time. It begins with `start()` and ends when it is paid or dropped; a reload
 * of the page brings it back.
 */
export class ReturnTicket {
    constructor(pos) {
        this.pos = pos;
        /** Whether the last answer was the till's own, for want of a connection. */
        this.answersLocally = false;
        /** Number of the receipt that the return screen opens with. */
        this.wanted = "";
        this.orders = new TicketOrders(pos, this);
        this._clear();
    }

    _clear() {
        clearInterval(this.timer);
        this.timer = null;
        this.uuid = null;
        this.wishes = [];
        this.quote = null;
        this.expiry = null;
        this.overrides = [];
        this.allowedTenders = [];
    }

    // ------------------------------------------------------------------ what the cashier chose

    /** @returns {string} the ticket's uuid, the same until it is paid or dropped */
    start() {
        if (!this.uuid) {
            this.uuid = uuidv4();
            this._remember();
        }
        return this.uuid;
    }

    /** Adds the wish, or replaces the one of the same key. */
    setWish(wish) {
        this.start();
        const index = this.wishes.findIndex(({ key }) => key === wish.key);
        if (index < 0) {
            this.wishes.push(wish);
        } else {
            this.wishes[index] = wish;
        }
        this._remember();
    }

    removeWish(key) {
        this.wishes = this.wishes.filter((wish) => wish.key !== key);
        this._remember();
    }

    /** The wishes that are carried out when the ticket is paid; others are when they are chosen. */
    get moneyWishes() {
        return this.wishes.filter((wish) => goesOnTicket(this.pos.config, wish));
    }

    // ------------------------------------------------------------------ what may come back

    /** `after_sales_find`; without a connection of the receipts that this till knows */
    async find(query) {
        return await this._online(
            () => this._callTill("after_sales_find", query),
            () => findLocally(this.pos, query)
        );
    }

    /** `after_sales_lines`; without a connection of a receipt that this till knows */
    async lines(kind, id) {
        return await this._online(
            () => this._callTill("after_sales_lines", kind, id, this.uuid),
            () => linesLocally(this.pos, id, this.uuid)
        );
    }

    /** `after_sales_evaluate` of these wishes, by default all of the ticket */
    async judge(wishes = this.wishes) {
        return await this._online(
            () => this.call("after_sales_evaluate", this.wireWishes(wishes)),
            () => judgeLocally(this.pos, wishes)
        );
    }

    /** Asks the server, or without a connection the till itself. */
    async _online(ask, answerLocally) {
        this.answersLocally = false;
        if (!isOffline(this.pos)) {
            try {
                return await ask();
            } catch (error) {
                if (!(error instanceof ConnectionLostError)) {
                    throw error;
                }
            }
        }
        this.answersLocally = true;
        return answerLocally();
    }

    // ------------------------------------------------------------------ what managers allowed

    /**
     * The server alone says what they hold for: the ticket may have changed since.
     *
     * @param {string[]} kinds of `after.sales.override` that a manager allowed on this ticket
     * @param {Array<{payment_method_id: number, amount: number}>} tenders that were shown
     */
    allow(kinds, tenders) {
        this.overrides = [...new Set([...this.overrides, ...kinds])];
        if (kinds.includes("tender")) {
            this.allowedTenders = tenders;
        }
        this._remember();
    }

    // ------------------------------------------------------------------ units held meanwhile

    /**
     * Holds the units of all wishes. Without a connection nothing can be held.
     *
     * @throws {RPCError} with the sentence when a unit is taken
     * @returns {Promise<boolean>} whether they are held
     */
    async reserve() {
        if (!this.uuid || isOffline(this.pos)) {
            return false;
        }
        try {
            const { expiry } = await this.call("after_sales_reserve", this.wireWishes());
            this.expiry = expiry;
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return false;
            }
            throw error;
        }
        this._keepReserved();
        this._remember();
        return true;
    }

    _keepReserved() {
        clearInterval(this.timer);
        this.timer = setInterval(() => this._refresh(), REFRESH_MINUTES * 60 * 1000);
    }

    async _refresh() {
        if (!this.wishes.length) {
            return;
        }
        try {
            await this.reserve();
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.pos.notification.add(error.data.message, { type: "warning", sticky: true });
        }
    }

    /** Ends the ticket unpaid: its orders go, the units are free, what was added for sale stays. */
    async drop() {
        const uuid = this.uuid;
        this.orders.discard({ keepSale: false });
        this._end();
        if (uuid && !isOffline(this.pos)) {
            try {
                await this._callTill("after_sales_release", uuid);
            } catch (error) {
                // They lapse by themselves.
                if (!(error instanceof ConnectionLostError)) {
                    throw error;
                }
            }
        }
    }

    _end() {
        this._clear();
        forgetTicket();
    }

    // ------------------------------------------------------------------ from wishes to orders

    /**
     * Makes the orders and leads the cashier on: to the payment, or for an exchange to the
     * products, where more can be added.
     *
     * @throws {RPCError} with the server's sentence
     * @returns {Promise<boolean>} false when it stopped for something that the cashier was told
     */
    async confirm() {
        const wishes = this.moneyWishes;
        if (!wishes.length) {
            this._alert(_t("There is nothing to pay back or to exchange on this ticket."));
            return false;
        }
        const quote = await this._getQuote(wishes);
        if (!quote || !(await askForCustomer(this.pos, quote, wishes))) {
            return false;
        }
        if (!(await loadMissing(this.pos, quote))) {
            this._alert(
                _t(
                    "This till cannot load all products and taxes of the sale: one of them is archived. Ask the back office to take the item back."
                )
            );
            return false;
        }
        if (!checkAddress(this.pos, quote, wishes) || !checkWays(this.pos, quote, wishes)) {
            return false;
        }
        this.orders.discard({ keepSale: true });
        this.quote = null;
        const serials = await askForSerials(this.pos, quote, wishes);
        if (!serials) {
            this._remember();
            return false;
        }
        this.quote = quote;
        try {
            await this.orders.build(quote, wishes, serials);
        } catch (error) {
            this.orders.discard({ keepSale: true });
            throw error;
        }
        this._remember();
        this._goOn(wishes);
        return true;
    }

    async _getQuote(wishes) {
        const { quote, problem } = await this._online(
            async () => {
                await this.reserve();
                return { quote: await this.call("after_sales_quote", this.wireWishes(wishes)) };
            },
            () => quoteLocally(this.pos, wishes)
        );
        if (problem) {
            this._alert(problem, _t("No connection"));
        }
        return quote;
    }

    _goOn(wishes) {
        if (wishes.some((wish) => asksForGoods(this.pos.config, wish))) {
            this.pos.mobile_pane = "right";
            this.pos.navigate("ProductScreen", { orderUuid: this.orders.sale().uuid });
            this.pos.updateRewards();
        } else {
            this.pos.navigate("PaymentScreen", { orderUuid: this.orders.all[0].uuid });
        }
    }

    /** Paid, or kept for later without a connection: the next return is another ticket. */
    finish() {
        this._end();
    }

    /** The page was loaded again while the ticket was open. */
    restore() {
        const memory = recallTicket();
        if (!memory) {
            return;
        }
        Object.assign(this, memory);
        const { quote, orders } = this;
        if (quote && orders.returns.length !== quote.orders.length) {
            // Made in another tab, paid, or lost half way: the wishes are still there.
            orders.discard({ keepSale: true });
            this.quote = null;
        }
        if (this.wishes.length) {
            this._keepReserved();
        }
    }

    _remember() {
        rememberTicket(this);
    }

    // ------------------------------------------------------------------ words with the server

    /** A method of the till on the open ticket. */
    call(method, ...args) {
        return this._callTill(method, this.uuid, ...args);
    }

    _callTill(method, ...args) {
        return this.pos.data.call("pos.config", method, [[this.pos.config.id], ...args]);
    }

    /** @returns {Array<object>} the wishes without what only the screen needs, and what is printed */
    wireWishes(wishes = this.wishes) {
        return wishes.map(({ line, sale, ...wish }) =>
            JSON.parse(JSON.stringify({ ...wish, name: line?.product_name || "" }))
        );
    }

    _alert(body, title = _t("Return")) {
        this.pos.dialog.add(AlertDialog, { title, body });
    }
}
