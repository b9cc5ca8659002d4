import { Component, useState } from "@odoo/owl";
import { useAutofocus } from "@web/core/utils/hooks";

/** A manager's login and password, to allow one thing; nobody is signed in by it. */
export class ManagerLogin extends Component {
    static template = "after_sales_pos.ManagerLogin";
    /** `onChange(credentials|null)`: what `after_sales_override` needs, null while incomplete. */
    static props = { onChange: Function };

    setup() {
        useAutofocus({ refName: "login", mobile: true });
        this.state = useState({ login: "", password: "" });
    }

    change(name, value) {
        this.state[name] = value;
        const { login, password } = this.state;
        this.props.onChange(login && password ? { login, password } : null);
    }
}
