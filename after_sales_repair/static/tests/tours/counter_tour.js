import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** The current stage of the repair that is open. */
function stageIs(label) {
    return {
        content: `the repair is: ${label}`,
        trigger: `.o_field_widget[name=after_sales_stage] .o_arrow_button_current:contains(${label})`,
    };
}

function press(name, where = ".o_form_view .o_statusbar_buttons") {
    return {
        content: `press ${name}`,
        trigger: `${where} button[name=${name}]:enabled`,
        run: "click",
    };
}

/** Type into a field of the form, or of the dialog. */
function type(name, text, where = ".o_form_view") {
    return {
        content: `${name}: ${text}`,
        trigger: `${where} .o_field_widget[name=${name}] :is(input, textarea)`,
        run: `edit ${text}`,
    };
}

function choose(name, text, where = ".o_form_view") {
    return [
        type(name, text, where),
        {
            content: `choose ${text}`,
            trigger: `.o-autocomplete--dropdown-item:contains(${text}) > a`,
            run: "click",
        },
    ];
}

tours.add("after_sales_counter_intake_tour", {
    steps: () =>
        [
            {
                content: "a customer comes to the counter",
                trigger: ".o_kanban_view .o-kanban-button-new, .o_control_panel .o-kanban-button-new",
                run: "click",
            },
            ...choose("partner_id", "Lena Fischer"),
            ...choose("product_id", "Counter Phone"),
            {
                content: "the item is known",
                trigger: ".o_field_widget[name=item_name] input:value(Counter Phone)",
            },
            type("item_serial", "IMEI-77"),
            type("accessories", "Charger"),
            type("fault_description", "Does not charge"),
            press("action_validate"),
            stageIs("To diagnose"),
            {
                content: "the item lies on the repair shelf",
                trigger: ".o_field_widget[name=goods_location_id]:contains(Repair)",
            },
            press("action_lend_device"),
            {
                content: "the customer stands there already",
                trigger: ".modal .o_field_widget[name=partner_id] input:value(Lena Fischer)",
            },
            ...choose("product_id", "Counter Phone", ".modal"),
            ...choose("lot_id", "LOAN-1", ".modal"),
            type("deposit", "50", ".modal"),
            press("action_lend", ".modal"),
            {
                content: "a device is out",
                trigger: ".o-form-buttonbox button[name=action_view_loans]:contains(Loan Out)",
            },
        ],
});

tours.add("after_sales_counter_hand_back_tour", {
    steps: () =>
        [
            stageIs("To hand back"),
            press("action_hand_back"),
            type("code", "123456", ".modal"),
            press("action_hand_back", ".modal"),
            {
                content: "not while the loan device is out",
                trigger: ".modal:contains(still has Counter Phone LOAN-1)",
            },
            {
                trigger: ".modal:contains(still has Counter Phone LOAN-1) .modal-footer .btn-primary",
                run: "click",
            },
            {
                trigger: ".modal button[special=cancel], .modal .o_form_button_cancel",
                run: "click",
            },
            {
                content: "to the loan",
                trigger: "body:not(:has(.modal)) .o-form-buttonbox button[name=action_view_loans]",
                run: "click",
            },
            press("action_take_back"),
            type("condition_in", "As lent", ".modal"),
            type("amount_withheld", "10", ".modal"),
            type("withheld_reason", "Cable missing", ".modal"),
            press("action_take_back", ".modal"),
            {
                content: "the device is back",
                trigger: ".o_field_widget[name=state] .o_arrow_button_current:contains(Returned)",
            },
            {
                content: "the rest of the deposit goes back",
                trigger: ".o_field_widget[name=amount_paid_back]:contains(40.00)",
            },
            {
                content: "to the repair",
                trigger: ".o_back_button a, .breadcrumb-item.o_back_button",
                run: "click",
            },
            stageIs("To hand back"),
            press("action_hand_back"),
            type("code", "123456", ".modal"),
            type("receiver", "Her brother", ".modal"),
            press("action_hand_back", ".modal"),
            stageIs("Handed back"),
        ],
});
