import { Component } from "@odoo/owl";

/** How many come back: never more than may. */
export class QuantityStepper extends Component {
    static template = "after_sales_pos.QuantityStepper";
    static props = { value: Number, most: Number, unit: String, onChange: Function };

    get text() {
        return this.env.utils.formatProductQty(this.props.value, false);
    }

    get most() {
        return this.env.utils.formatProductQty(this.props.most, false);
    }

    step(difference) {
        this.set(this.props.value + difference);
    }

    type(ev) {
        this.set(this.env.utils.parseValidFloat(ev.target.value));
        ev.target.value = this.text;
    }

    set(quantity) {
        const { most, value, onChange } = this.props;
        const least = Math.min(1, most);
        const bounded = Math.min(most, quantity > 0 ? quantity : least);
        if (bounded !== value) {
            onChange(bounded);
        }
    }
}
