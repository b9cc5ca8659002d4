import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** The current stage of the return that is open. */
function stageIs(label) {
    return {
        content: `the return is: ${label}`,
        trigger: `.o_field_widget[name=stage] .o_arrow_button_current:contains(${label})`,
    };
}

function press(name, where = ".o_form_view .o_statusbar_buttons") {
    return {
        content: `press ${name}`,
        trigger: `${where} button[name=${name}]:enabled`,
        run: "click",
    };
}

function smartButton(name, count) {
    return {
        content: `smart button ${name}`,
        trigger: `.o-form-buttonbox button[name=${name}]:contains(${count})`,
        run: "click",
    };
}

/** Give the row that shows `quantity` a grade, by keyboard. */
function grade(row, label) {
    return [
        {
            content: "click on the grade",
            trigger: `${row} td[name=grade_id]`,
            run: "click",
        },
        {
            content: `type ${label}`,
            trigger: ".o_selected_row td[name=grade_id] input",
            run: `edit ${label}`,
        },
        {
            content: `${label} comes first`,
            trigger: `.o-autocomplete--dropdown-item:first:contains(${label} –) > a`,
            run: "click",
        },
    ];
}

tours.add("after_sales_clerk_tour", {
    steps: () =>
        [
            {
                content: "the sales order was delivered",
                trigger: ".o_form_view .o_arrow_button_current:contains(Sales Order)",
            },
            press("action_after_sales_return"),
            stageIs("Draft"),
            {
                content: "the wish of the first line",
                trigger: ".o_field_widget[name=line_ids] tr.o_data_row:first td[name=quantity]",
                run: "click",
            },
            {
                content: "two of three come back",
                trigger: ".o_selected_row td[name=quantity] input",
                run: "edit 2",
            },
            {
                content: "the reason",
                trigger: ".o_selected_row td[name=reason_id] input",
                run: "edit Changed",
            },
            {
                trigger: ".o-autocomplete--dropdown-item:contains(Changed) > a",
                run: "click",
            },
            {
                content: "the policy says what it thinks of it",
                trigger: "tr.o_data_row td[name=verdict]:contains(Eligible)",
            },
            press("action_request"),
            stageIs("To decide"),
            press("action_approve"),
            stageIs("Awaiting goods"),
            smartButton("action_view_pickings", 1),
            {
                content: "the receipt waits with what was authorised",
                trigger: ".o_field_widget[name=move_ids] td[name=product_uom_qty]:contains(2.00)",
            },
            press("button_validate"),
            {
                content: "the goods are in",
                trigger: ".o_form_view .o_arrow_button_current:contains(Done)",
            },
            {
                content: "back to the return",
                trigger: ".o_back_button a, .breadcrumb-item.o_back_button",
                run: "click",
            },
            stageIs("To sort"),
            {
                content: "the sorting tab",
                trigger: ".o_notebook .nav-link:contains(Sorting)",
                run: "click",
            },
            press("action_split", ".o_field_widget[name=disposition_ids]"),
            {
                content: "two rows of one",
                trigger: ".o_field_widget[name=disposition_ids]:has(tr.o_data_row:eq(1))",
            },
            ...grade(".o_field_widget[name=disposition_ids] tr.o_data_row:last", "D"),
            press("action_decide"),
            stageIs("To settle"),
            press("action_settle"),
            stageIs("Closed"),
            { ...smartButton("action_view_refunds", 1), expectUnloadPage: true },
            {
                content: "the credit note: one shirt and its tax",
                trigger: ".o_portal_sidebar h2:contains(110.00)",
            },
        ],
});

tours.add("after_sales_sorter_tour", {
    steps: () =>
        [
            {
                content: "what came waits on the sorting screen",
                trigger: ".o_list_view tr.o_data_row:contains(Shoe)",
            },
            ...grade(".o_list_view tr.o_data_row:contains(Shoe)", "B"),
            {
                content: "what was found",
                trigger: ".o_selected_row td[name=note] input",
                run: "edit Box torn",
            },
            press("action_decide", ".o_list_view tr.o_data_row:contains(Shoe)"),
            {
                content: "nothing is left to decide",
                trigger: ".o_list_view:not(:has(tr.o_data_row:contains(Shoe)))",
            },
        ],
});

tours.add("after_sales_refuse_tour", {
    steps: () =>
        [
            stageIs("To decide"),
            {
                content: "press Refuse",
                trigger: ".o_statusbar_buttons button:contains(Refuse)",
                run: "click",
            },
            {
                content: "say why",
                trigger: ".modal .o_field_widget[name=reason] textarea",
                run: "edit The soles are worn down.",
            },
            press("action_refuse", ".modal"),
            stageIs("Refused"),
            {
                content: "the reason stands on the return",
                trigger: ".alert-danger:contains(The soles are worn down.)",
            },
        ],
});
