import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useAsyncLockedMethod } from "@point_of_sale/app/hooks/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { ChoiceChips } from "./choice_chips";
import { PhotoPicker } from "./photo_picker";
import { ProductPicture } from "./product_picture";
import { QuantityStepper } from "./quantity_stepper";
import { SerialPicker } from "./serial_picker";
import { VariantsDialog } from "./variants_dialog";
import { Verdict } from "./verdict";
import { resolutionOf } from "@after_sales_pos/app/ticket/resolutions";
import { dateWords, trackingWords } from "./words";
import { freeLots, leftOf, missingChoices, toggleLot, usualResolution } from "./wish";

/** Without a receipt nobody knows how many were sold. */
const MANY = 1000;

/** What the cashier chooses for one returned item, with what that is worth. */
export class WishEditor extends Component {
    static template = "after_sales_pos.WishEditor";
    static components = {
        ChoiceChips,
        PhotoPicker,
        ProductPicture,
        QuantityStepper,
        SerialPicker,
        Verdict,
    };
    static props = {
        wish: Object,
        /** As of `after_sales_evaluate`; nothing before the first answer. */
        judged: { type: Object, optional: true },
        thumbnails: Array,
        onPhoto: Function,
        onChange: Function,
        onSave: Function,
        onRemove: Function,
        onClose: Function,
    };

    setup() {
        this.pos = usePos();
        this.dialog = useService("dialog");
        this.body = useRef("body");
        this.state = useState({ isChecked: false, problems: [] });
        this.save = useAsyncLockedMethod(this.save);
        this.chooseVariant = useAsyncLockedMethod(this.chooseVariant);
    }

    get line() {
        return this.props.wish.line;
    }

    get ticketWishes() {
        return this.pos.returnTicket.wishes;
    }

    get isOnTicket() {
        return this.ticketWishes.some((wish) => wish.key === this.props.wish.key);
    }

    get most() {
        return this.line.kind === "none"
            ? MANY
            : leftOf(this.line, this.ticketWishes, this.props.wish.key);
    }

    get lots() {
        return freeLots(this.line, this.ticketWishes, this.props.wish.key);
    }

    get soldOn() {
        return dateWords(this.line.date);
    }

    // ------------------------------------------------------------------ what can be chosen

    get reason() {
        return this.pos.models["after.sales.reason"].get(this.props.wish.reason_id);
    }

    get reasons() {
        return bySequence(this.pos.models["after.sales.reason"]).map((reason) => ({
            id: reason.id,
            label: reason.name,
            icon: reason.photo_required ? "fa-camera" : "",
        }));
    }

    /** Who pays has to know; others look at what they get. */
    get asksGrade() {
        return this.pos.config.after_sales_ask_grade && this.row.credits;
    }

    get grades() {
        return bySequence(this.pos.models["after.sales.grade"]).map((grade) => ({
            id: grade.id,
            label: grade.name,
            hint: grade.description || "",
        }));
    }

    get grade() {
        return this.pos.models["after.sales.grade"].get(this.props.wish.grade_id);
    }

    get resolutions() {
        return this.line.resolutions.map((id) => {
            const { label, icon } = resolutionOf(this.pos.config, id);
            return { id, label, icon };
        });
    }

    /** What holds for the resolution that is chosen. */
    get row() {
        return resolutionOf(this.pos.config, this.props.wish.resolution);
    }

    get missing() {
        const { row, reason, asksGrade } = this;
        return missingChoices(this.props.wish, { row, reason, asksGrade });
    }

    /** Marks a section that the cashier left out. */
    isMissing(section) {
        return this.state.isChecked && this.missing.includes(section);
    }

    // ------------------------------------------------------------------ choosing

    change(values) {
        this.state.problems = [];
        this.props.onChange({ ...this.props.wish, ...values });
    }

    setReason(reason_id) {
        const reason = this.pos.models["after.sales.reason"].get(reason_id);
        const { wish } = this.props;
        const isUsual = wish.resolution === usualResolution(this.line, this.reason);
        const resolution = isUsual ? usualResolution(this.line, reason) : wish.resolution;
        this.change({ reason_id, resolution });
    }

    /** What the units of the product are known by. */
    get unitWords() {
        return trackingWords(this.props.wish.line.tracking);
    }

    toggleSerial(lot) {
        this.change(toggleLot(this.props.wish, lot));
    }

    setPrice(ev) {
        this.change({ price_unit: this.env.utils.parseValidFloat(ev.target.value) });
    }

    async setResolution(resolution) {
        this.change({ resolution });
        const { new_goods } = resolutionOf(this.pos.config, resolution);
        if (new_goods && !this.props.wish.exchange_product_id) {
            await this.chooseVariant();
        }
    }

    async chooseVariant() {
        const { wish } = this.props;
        const chosen = await makeAwaitable(this.dialog, VariantsDialog, {
            productId: wish.product_id,
            selected: wish.exchange_product_id,
            delivery: wish.exchange_delivery,
            quantity: wish.quantity,
        });
        if (chosen) {
            this.change({
                exchange_product_id: chosen.product_id,
                exchange_name: chosen.name,
                exchange_delivery: chosen.delivery,
            });
        }
    }

    get exchangeWords() {
        const { exchange_delivery: delivery, exchange_name: name } = this.props.wish;
        const where = { store: _t("ordered to this store"), home: _t("sent to the customer") };
        return [name || _t("The same again"), where[delivery]]
            .filter(Boolean)
            .join(", ");
    }

    // ------------------------------------------------------------------ done

    get amountWords() {
        const { judged } = this.props;
        return judged ? this.env.utils.formatCurrency(judged.amount) : "…";
    }

    get saveWords() {
        return this.isOnTicket ? _t("Change") : _t("Add to the return");
    }

    async save() {
        this.state.isChecked = true;
        const [first] = this.missing;
        if (first) {
            const section = this.body.el.querySelector(`[data-section="${first}"]`);
            section?.scrollIntoView({ block: "center", behavior: "smooth" });
            return;
        }
        this.state.problems = (await this.props.onSave()) || [];
    }
}

function bySequence(model) {
    return [...model.getAll()].sort((a, b) => a.sequence - b.sequence || a.id - b.id);
}
