import { Component, onWillStart, onWillUnmount, useExternalListener, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { AnswerQueue } from "./answer_queue";
import { CardDeck } from "./card_deck";
import { OutcomeCard } from "./outcome_card";
import { Sheet } from "./sheet";
import { StartScreen } from "./start_screen";

const MODEL = "after.sales.inspection";
const RETRY_MS = 5000;

/** The page of an inspector: which inspection, its cards, the decision. */
export class InspectionPage extends Component {
    static template = "after_sales_inspection.InspectionPage";
    static components = { CardDeck, OutcomeCard, StartScreen };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        // What is sent goes on when the page is left: not with the orm of a component.
        const { orm } = this.env.services;
        const send = (entry) => this.save(orm, entry);
        this.queue = useState(new AnswerQueue(browser.localStorage, user.userId, send));
        this.state = useState({ sheet: null, firstIndex: 0, code: "", grades: [], routes: [] });
        const retry = browser.setInterval(() => this.queue.flush(), RETRY_MS);
        onWillUnmount(() => browser.clearInterval(retry));
        useExternalListener(window, "online", () => this.queue.flush());
        useBus(useService("barcode").bus, "barcode_scanned", ({ detail }) => {
            if (this.state.sheet) {
                Object.assign(this.state, { sheet: null, code: detail.barcode });
            }
        });
        onWillStart(() => this.start());
    }

    async start() {
        const { resId, action } = this.props;
        const id = resId || action.context.active_id;
        if (id) {
            await this.open(id);
        } else {
            this.queue.flush();
        }
    }

    async save(orm, entry) {
        const { inspectionId, itemId, value, note, photos, key } = entry;
        const saved = await orm.silent.call(MODEL, "save_answer", [[inspectionId], itemId, value], {
            photos,
            note,
            client_key: key,
        });
        const { sheet } = this.state;
        if (sheet?.inspection.id === inspectionId) {
            sheet.take(entry, saved);
        }
    }

    async open(id) {
        // What is saved while the page is read would be missing in it.
        await this.queue.flush();
        const [page] = await Promise.all([
            this.orm.call(MODEL, "open_page", [[id]]),
            this.loadOutcomes(),
        ]);
        const sheet = new Sheet(page, this.queue);
        const first = sheet.items.findIndex((item) => !sheet.result(item));
        this.state.firstIndex = first === -1 ? sheet.items.length : first;
        this.state.sheet = sheet;
        this.props.updateActionState?.({ resId: id });
    }

    async loadOutcomes() {
        if (this.state.routes.length) {
            return;
        }
        const [grades, fields] = await Promise.all([
            this.orm.searchRead("after.sales.grade", [], ["display_name", "route"]),
            this.orm.call(MODEL, "fields_get", [["route"]], { attributes: ["selection"] }),
        ]);
        Object.assign(this.state, { grades, routes: fields.route.selection });
    }

    close() {
        Object.assign(this.state, { sheet: null, code: "" });
        this.props.updateActionState?.({ resId: false });
    }

    async reload() {
        const { inspection, outcome } = await this.orm.call(MODEL, "open_page", [
            [this.state.sheet.inspection.id],
        ]);
        Object.assign(this.state.sheet, { inspection, outcome });
    }
}

registry.category("actions").add("after_sales_inspection.page", InspectionPage);
