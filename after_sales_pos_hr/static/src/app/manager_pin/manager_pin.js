import { Component, useState } from "@odoo/owl";
import { useAutofocus } from "@web/core/utils/hooks";

/** A manager of this till, chosen from a list, and the PIN. */
export class ManagerPin extends Component {
    static template = "after_sales_pos_hr.ManagerPin";
    static props = { managers: Array, onChange: Function };

    setup() {
        useAutofocus({ refName: "pin", mobile: true });
        const [only, ...others] = this.props.managers;
        this.state = useState({ employeeId: others.length ? 0 : only.id, pin: "" });
    }

    choose(employee) {
        this.state.employeeId = employee.id;
        this.state.pin = "";
        this.tell();
    }

    type(pin) {
        this.state.pin = pin;
        this.tell();
    }

    tell() {
        const { employeeId, pin } = this.state;
        this.props.onChange(employeeId && pin ? { employee_id: employeeId, pin } : null);
    }
}
