import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** The current stage of the repair that is open. */
export function stageIs(label) {
    return {
        content: `the repair is: ${label}`,
        trigger: `.o_field_widget[name=after_sales_stage] .o_arrow_button_current:contains(${label})`,
    };
}

export function press(name, where = ".o_form_view .o_statusbar_buttons") {
    return {
        content: `press ${name}`,
        trigger: `${where} button[name=${name}]:enabled`,
        run: "click",
    };
}

/** Type into a field of the form, or of the dialog. */
export function type(name, text, where = ".o_form_view") {
    return {
        content: `${name}: ${text}`,
        trigger: `${where} .o_field_widget[name=${name}] :is(input, textarea)`,
        run: `edit ${text}`,
    };
}

export function choose(name, text, where = ".o_form_view") {
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
        ],
});

tours.add("after_sales_counter_hand_back_tour", {
    steps: () =>
        [
            stageIs("To hand back"),
            press("action_hand_back"),
            type("code", "123456", ".modal"),
            type("receiver", "Her brother", ".modal"),
            press("action_hand_back", ".modal"),
            stageIs("Handed back"),
        ],
});
