import { Component, onMounted, onWillStart, useState } from "@odoo/owl";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { _t } from "@web/core/l10n/translation";
import { Domain } from "@web/core/domain";
import { user } from "@web/core/user";
import { useAutofocus, useBus, useService } from "@web/core/utils/hooks";

const MODEL = "after.sales.inspection";
const FIELDS = ["name", "product_id", "lot_id", "quantity", "state", "return_id", "picking_id"];
const MOST = 40;
const OPEN = [["state", "in", ["to_do", "in_progress"]]];
// What stands on labels.
const NAMES = ["name", "return_id.name", "picking_id.name", "lot_id.name", "product_id.barcode"];

/** What is meant by a label, or what the user has to inspect. */
export class StartScreen extends Component {
    static template = "after_sales_inspection.StartScreen";
    static props = { code: String, waitingCount: Number, onChosen: Function };

    setup() {
        this.orm = useService("orm");
        this.hasCamera = isBarcodeScannerSupported();
        this.state = useState({ inspections: [], code: "", problem: "", isFound: false });
        useAutofocus();
        useBus(useService("barcode").bus, "barcode_scanned", ({ detail }) => this.find(detail.barcode));
        onWillStart(() => this.showMine());
        onMounted(() => this.props.code && this.find(this.props.code));
    }

    async showMine() {
        const mine = new Domain([
            "|",
            ["user_id", "=", user.userId],
            "&",
            ["user_id", "=", false],
            "|",
            ["warehouse_id", "=", false],
            ["warehouse_id.after_sales_mine", "=", true],
        ]);
        this.state.inspections = await this.search(mine);
        this.state.isFound = false;
    }

    async scan() {
        try {
            await this.find(await scanBarcode(this.env, "environment"));
        } catch (error) {
            this.state.problem = error.message;
        }
    }

    async find(typed) {
        const code = typed.trim();
        if (!code) {
            return this.showMine();
        }
        this.state.problem = "";
        const found = await this.search(Domain.or(NAMES.map((name) => [[name, "=ilike", code]])));
        if (found.length === 1) {
            return this.props.onChosen(found[0].id);
        }
        if (found.length) {
            Object.assign(this.state, { inspections: found, isFound: true });
        } else {
            this.state.problem = _t(
                "Nothing that is called “%s” waits to be inspected. Press Inspect where it is sorted or transferred.",
                code
            );
        }
        this.state.code = "";
    }

    search(domain) {
        return this.orm.searchRead(MODEL, Domain.and([OPEN, domain]).toList(), FIELDS, {
            limit: MOST,
            order: "id",
        });
    }

    about(inspection) {
        const { name, lot_id, return_id, picking_id } = inspection;
        return [name, ...[lot_id, return_id, picking_id].filter(Boolean).map((one) => one[1])].join(
            " · "
        );
    }
}
