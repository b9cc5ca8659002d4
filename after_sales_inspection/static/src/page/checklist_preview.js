import { Component, onWillStart } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { CardDeck } from "./card_deck";
import { Sheet } from "./sheet";

/** A checklist as the inspector will see it. Nothing is answered. */
export class ChecklistPreview extends Component {
    static template = "after_sales_inspection.ChecklistPreview";
    static components = { CardDeck };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        onWillStart(async () => {
            const id = this.props.resId || this.props.action.context.active_id;
            this.preview = await this.orm.call("after.sales.checklist", "open_preview", [[id]]);
            this.sheet = new Sheet(this.preview);
        });
    }
}

registry.category("actions").add("after_sales_inspection.preview", ChecklistPreview);
