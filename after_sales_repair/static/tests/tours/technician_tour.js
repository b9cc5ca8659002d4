import { registry } from "@web/core/registry";

/** The current stage of the repair that is open. */
function stageIs(label) {
    return {
        content: `the repair is: ${label}`,
        trigger: `.o_field_widget[name=after_sales_stage] .o_arrow_button_current:contains(${label})`,
    };
}

function press(name) {
    return {
        content: `press ${name}`,
        trigger: `.o_form_view .o_statusbar_buttons button[name=${name}]:enabled`,
        run: "click",
    };
}

function choose(name, label) {
    return [
        {
            content: `${name}: ${label}`,
            trigger: `.o_field_widget[name=${name}] input`,
            run: `edit ${label}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item:contains(${label}) > a`,
            run: "click",
        },
    ];
}

function page(name) {
    return {
        content: `the page ${name}`,
        trigger: `.o_notebook .nav-link[name=${name}]`,
        run: "click",
    };
}

registry.category("web_tour.tours").add("after_sales_technician_tour", {
    steps: () => [
        {
            content: "the queue: take the next",
            trigger: ".o_control_panel button[name=action_take_next]",
            run: "click",
        },
        stageIs("To diagnose"),
        page("after_sales_diagnosis"),
        ...choose("after_sales_defect_id", "Tour defect"),
        ...choose("cause_id", "Tour cause"),
        press("action_diagnosed"),
        stageIs("To repair"),
        press("action_start_work"),
        stageIs("In repair"),
        page("parts"),
        {
            content: "a part",
            trigger: ".o_field_widget[name=move_ids] .o_field_x2many_list_row_add a:contains(Add a line)",
            run: "click",
        },
        {
            content: "which part",
            trigger: ".o_selected_row td[name=product_id] input",
            run: "edit Tour part",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Tour part) > a",
            run: "click",
        },
        {
            content: "one of it was used",
            trigger: ".o_selected_row td[name=quantity] input",
            run: "edit 1",
        },
        press("action_work_done"),
        stageIs("To check"),
        press("action_after_sales_inspect"),
        press("action_start"),
        {
            content: "the inspection is in progress",
            trigger: ".o_field_widget[name=state] .o_arrow_button_current:contains(In progress)",
        },
        {
            content: "the answer",
            trigger: ".o_field_widget[name=answer_ids] tr.o_data_row:first td[name=answer]",
            run: "click",
        },
        {
            trigger: ".o_selected_row td[name=answer] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Pass)",
            run: "click",
        },
        {
            content: "it is chosen",
            trigger: ".o_selected_row td[name=answer] input:value(Pass)",
        },
        press("action_finish"),
        {
            content: "the inspection is done",
            trigger: ".o_field_widget[name=state] .o_arrow_button_current:contains(Done)",
        },
        {
            content: "back to the repair",
            trigger: ".o_breadcrumb .o_back_button",
            run: "click",
        },
        stageIs("To hand back"),
    ],
});
