import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { uuidv4 } from "@point_of_sale/utils";
import { useAsyncLockedMethod } from "@point_of_sale/app/hooks/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { isOffline } from "@after_sales_pos/app/ticket/connection";
import { askForOverride } from "@after_sales_pos/app/ticket/override";
import { NoReceiptDialog } from "./no_receipt_dialog";
import "./override_dialog";
import { SaleList } from "./sale_list";
import { useScanner } from "./scan";
import { SearchBox } from "./search_box";
import { SoldLines } from "./sold_lines";
import { takeIn, takenInNow } from "./take_in";
import { TakeInDialog } from "./take_in_dialog";
import { TicketPanel } from "./ticket_panel";
import { withSentences } from "./till_server";
import { useJudge } from "./use_judge";
import { leftOf, neededOverrides, newWish, toggleLot } from "./wish";
import { WishEditor } from "./wish_editor";
import { withoutReceipt } from "./without_receipt";

/**
 * Returns at the till: find what was sold, choose what comes back, and go on to the payment with
 * all of it on one ticket.
 */
export class ReturnScreen extends Component {
    static storeOnOrder = false;
    static template = "after_sales_pos.ReturnScreen";
    static components = { SaleList, SearchBox, SoldLines, TicketPanel, WishEditor };
    static props = {};

    setup() {
        this.pos = usePos();
        this.ui = useService("ui");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.overlay = useService("overlay");
        this.state = useState({
            query: "",
            isBusy: false,
            isConfirming: false,
            sales: null,
            message: false,
            sale: null,
            lines: [],
            draft: null,
            pane: "left",
            /** Key of a wish → data URLs of its photos. */
            photos: {},
        });
        this.judge = useJudge(this.pos, () => this.judgedWishes);
        this.search = useAsyncLockedMethod(this.search);
        this.selectSale = useAsyncLockedMethod(this.selectSale);
        this.confirm = useAsyncLockedMethod(this.confirm);
        this.clickOverride = useAsyncLockedMethod(this.askManager);
        this.beginWithoutReceipt = useAsyncLockedMethod(this.beginWithoutReceipt);
        useScanner((code) => this.scan(code));
        onMounted(() => {
            this.ticket.start();
            this.judge.refresh();
            this.openWanted();
        });
    }

    get ticket() {
        return this.pos.returnTicket;
    }

    get wishes() {
        return this.ticket.wishes;
    }

    /** The ticket's, with the one being edited as it would be. */
    get judgedWishes() {
        const { draft } = this.state;
        if (!draft) {
            return this.wishes;
        }
        return [...this.wishes.filter((wish) => wish.key !== draft.key), draft];
    }

    get isOffline() {
        return this.ticket.answersLocally || isOffline(this.pos);
    }

    /** A customer's own item has no receipt of ours: only paying for one needs a manager, who is
     * asked with the ticket. */
    get mayBeWithoutReceipt() {
        const { config } = this.pos;
        const mayBeOwn = (row) => row.is_offered && row.own;
        return (
            config.after_sales_no_receipt !== "no" ||
            config._after_sales_resolutions.some(mayBeOwn)
        );
    }

    // ------------------------------------------------------------------ finding a sale

    scan(code) {
        if (!code || Object.keys(this.overlay.overlays).length) {
            return;
        }
        const { draft } = this.state;
        if (!draft) {
            return this.search(code);
        }
        if (draft.line.lots.includes(code)) {
            return this.changeDraft({ ...draft, ...toggleLot(draft, code) });
        }
        this.notification.add(_t("Add this item to the return first, or close it."), {
            type: "warning",
        });
    }

    /** The receipt that Odoo's own refund was asked of. */
    openWanted() {
        const { wanted } = this.ticket;
        this.ticket.wanted = "";
        if (wanted) {
            this.search(wanted);
        }
    }

    async search(query) {
        const words = query.trim();
        Object.assign(this.state, { query: words, isBusy: true, sale: null, draft: null });
        try {
            const found = await withSentences(this.dialog, () => this.ticket.find(words));
            if (!found) {
                return;
            }
            Object.assign(this.state, { sales: found.sales, message: found.message });
            if (found.sales.length === 1) {
                await this.openSale(found.sales[0]);
            }
        } finally {
            this.state.isBusy = false;
        }
    }

    clearSearch() {
        Object.assign(this.state, { query: "", sales: null, message: false, sale: null });
    }

    async selectSale(sale) {
        await withSentences(this.dialog, () => this.openSale(sale));
    }

    async openSale(sale) {
        const { sale: details, lines } = await this.ticket.lines(sale.kind, sale.id);
        // What was scanned to find it stays known.
        const { serial, product_id, quantity } = sale;
        Object.assign(this.state, { sale: { ...details, serial, product_id, quantity }, lines });
        this.openScanned();
    }

    /** A serial number says which unit comes back: one scan, and its choices are open. */
    openScanned() {
        const { sale, lines } = this.state;
        const scanned = lines.filter((line) => sale.serial && line.lots.includes(sale.serial));
        if (scanned.length === 1 && leftOf(scanned[0], this.wishes) > 0) {
            this.selectLine(scanned[0]);
        }
    }

    closeSale() {
        Object.assign(this.state, { sale: null, lines: [] });
        if (this.state.sales?.length === 1) {
            this.clearSearch();
        }
    }

    // ------------------------------------------------------------------ choosing

    selectLine(line) {
        const reason = this.pos.models["after.sales.reason"].get(line.reason_id);
        this.edit(newWish(uuidv4(), line, this.state.sale, this.wishes, reason));
    }

    edit(wish) {
        this.state.draft = { ...wish };
        this.state.pane = "left";
        this.judge.refresh();
    }

    changeDraft(wish) {
        this.state.draft = wish;
        this.judge.refresh();
    }

    addPhoto(count, url) {
        const { draft, photos } = this.state;
        photos[draft.key] = [...(photos[draft.key] || []), url];
        this.changeDraft({ ...draft, photos: count });
    }

    closeDraft() {
        this.state.draft = null;
        this.judge.refresh();
    }

    /** @returns {Promise<string[]>} what stands against it, in sentences */
    async saveDraft() {
        const { draft } = this.state;
        const judged = await this.judge.now();
        const problems = judged[draft.key]?.problems || [];
        if (problems.length) {
            return problems;
        }
        if (await this.hold(draft)) {
            this.closeDraft();
        }
        return [];
    }

    /** Puts it on the ticket if its units are free: whoever else comes is told who has them. */
    async hold(wish) {
        const before = this.wishes.find(({ key }) => key === wish.key);
        this.ticket.setWish(wish);
        const held = await withSentences(this.dialog, async () => {
            await this.ticket.reserve();
            return true;
        });
        if (!held) {
            this.undo(wish, before);
        }
        return held;
    }

    undo({ key }, before) {
        if (before) {
            this.ticket.setWish(before);
        } else {
            this.ticket.removeWish(key);
        }
    }

    async removeWish(key) {
        this.ticket.removeWish(key);
        if (this.state.draft?.key === key) {
            this.state.draft = null;
        }
        this.judge.refresh();
        await withSentences(this.dialog, () => this.ticket.reserve());
    }

    async beginWithoutReceipt() {
        const { query, sales } = this.state;
        const product = await makeAwaitable(this.dialog, NoReceiptDialog, {
            query: sales?.length ? "" : query,
        });
        if (!product) {
            return;
        }
        const { sale, line } = withoutReceipt(this.pos, product, uuidv4());
        this.edit(newWish(uuidv4(), line, sale, this.wishes));
    }

    // ------------------------------------------------------------------ the whole ticket

    async askManager() {
        const judged = await this.judge.now();
        const allowed = await askForOverride(
            this.pos,
            neededOverrides(this.wishes, judged),
            this.overrideBody(judged),
            { judged }
        );
        this.judge.refresh();
        return allowed;
    }

    /** Why each item needs a manager, in the words of the policy. */
    overrideBody(judged) {
        return this.wishes
            .filter((wish) => judged[wish.key]?.overrides.includes("policy"))
            .map((wish) => `${wish.line.product_name}: ${judged[wish.key].verdict_reason}`)
            .join("\n");
    }

    async confirm() {
        this.state.isConfirming = true;
        try {
            await withSentences(this.dialog, () => this.carryOut());
        } finally {
            this.state.isConfirming = false;
        }
    }

    async carryOut() {
        const judged = await this.judge.now();
        const wrong = this.wishes.find((wish) => judged[wish.key]?.problems.length);
        if (wrong) {
            this.edit(wrong);
            return;
        }
        if (neededOverrides(this.wishes, judged).length && !(await this.askManager())) {
            return;
        }
        if (!(await this.carryOutNow())) {
            return;
        }
        if (this.wishes.length) {
            await this.goOnToPayment();
        } else {
            await this.end();
        }
    }

    async goOnToPayment() {
        await this.ticket.confirm();
    }

    /** @returns {Promise<boolean>} whether it goes on */
    async carryOutNow() {
        const now = takenInNow(this.pos, this.wishes);
        if (!now.length) {
            return true;
        }
        return await takeIn(this.pos, now, (results) =>
            makeAwaitable(this.dialog, TakeInDialog, { results })
        );
    }

    /** All is done without a payment. */
    async end() {
        await this.ticket.drop();
        this.ticket.start();
        this.clearSearch();
        this.judge.refresh();
        this.state.pane = "left";
    }

    async drop() {
        if (await this.pos.askToDropReturn()) {
            this.back();
        }
    }

    back() {
        this.pos.navigateToOrderScreen(this.pos.getOrder() || this.pos.openOrder);
    }
}

registry.category("pos_pages").add("ReturnScreen", {
    name: "ReturnScreen",
    component: ReturnScreen,
    route: `/pos/ui/${odoo.pos_config_id}/returns`,
    params: {},
});
