import { Component, useState } from "@odoo/owl";
import { NumberPad } from "./number_pad";
import { optionsOf } from "./options";
import { PhotoStrip } from "./photo_strip";

/** One question of a checklist: how it should look, and the answer. */
export class ItemCard extends Component {
    static template = "after_sales_inspection.ItemCard";
    static components = { NumberPad, PhotoStrip };
    static props = { sheet: Object, item: Object };

    setup() {
        this.sheet = useState(this.props.sheet);
    }

    get options() {
        return optionsOf(this.props.item);
    }

    get isNumber() {
        return ["measurement", "count"].includes(this.props.item.kind);
    }

    get image() {
        const { id, answer_id, has_image } = this.props.item;
        if (!has_image) {
            return "";
        }
        return answer_id
            ? `/web/image/after.sales.inspection.answer/${answer_id}/image`
            : `/web/image/after.sales.checklist.item/${id}/image`;
    }

    get value() {
        return this.sheet.value(this.props.item);
    }

    answer(value) {
        this.sheet.answer(this.props.item, value);
    }

    answerText(ev) {
        const text = ev.target.value.trim();
        if (text && text !== this.value) {
            this.answer(text);
        }
    }

    writeNote(ev) {
        this.sheet.write(this.props.item, ev.target.value.trim());
    }
}
