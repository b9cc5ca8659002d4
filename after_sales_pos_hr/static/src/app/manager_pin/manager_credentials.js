import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { ManagerLogin } from "@after_sales_pos/app/return_screen/manager_login";
import { ManagerPin } from "@after_sales_pos_hr/app/manager_pin/manager_pin";
// Its own part is in the registry before this one takes the place.
import "@after_sales_pos/app/return_screen/override_dialog";

/** How a manager is known: by a PIN where employees use the till, or by login and password. */
export class ManagerCredentials extends Component {
    static template = "after_sales_pos_hr.ManagerCredentials";
    static components = { ManagerLogin, ManagerPin };
    static props = { onChange: Function };

    setup() {
        const pos = usePos();
        this.managers = pos.config.module_pos_hr
            ? pos.models["hr.employee"].filter((one) => one._role === "manager" && one._pin)
            : [];
        this.hasEmployees = pos.config.module_pos_hr;
        this.state = useState({ isPin: this.managers.length > 0 });
    }

    toggle() {
        this.state.isPin = !this.state.isPin;
        this.props.onChange(null);
    }
}

registry
    .category("after_sales_pos")
    .add("credentials", ManagerCredentials, { force: true });
