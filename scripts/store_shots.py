"""What the pages of the addons show: who opens which page and does what before it is taken.

``{module.name}`` in a page or in what is typed is the id of that record, ``{module.name:field}``
a field of it. An addon without demo data has no pictures.
"""

from typing import NamedTuple


class Step(NamedTuple):
    """What a person does next, with the first visible element that ``css`` and ``text`` mean."""

    act: str  # click, fill or see
    css: str
    text: str = ""
    value: str = ""


class Shot(NamedTuple):
    """One picture, ``<name>.png`` beside the page; later ones find what earlier ones did."""

    name: str
    login: str
    page: str
    steps: tuple = ()
    size: tuple = (1280, 800)


def click(css, text=""):
    return Step("click", css, text)


def fill(css, value):
    return Step("fill", css, value=value)


def see(css, text=""):
    return Step("see", css, text)


def tab(title):
    return click(".o_notebook .nav-link", title)


# At the till ------------------------------------------------------------------------------------

DOWNTOWN = "/pos/ui/{after_sales_pos.demo_till_flagship}"
MALL = "/pos/ui/{after_sales_pos.demo_till_mall}"
RETURNS = (click(".open-register-btn"), click(".after-sales-return-button"))
PIN_RETURNS = (
    click(".open-register-btn"),
    click(".login-overlay .select-cashier"),
    click(".modal .selection-item", "Tom Becker"),
    click(".after-sales-return-button"),
)
AS_NEW = click(".after-sales-grades .after-sales-chip", "As new")
ADD = (click(".after-sales-save"), see(".after-sales-wish"))
CONFIRM = click(".after-sales-confirm")


def receipt(key):
    """Scans a receipt of the demo."""
    number = f"{{after_sales_pos.demo_till_sale_{key}:pos_reference}}"
    return (fill(".after-sales-search", number), click(".after-sales-find"))


def choose(product, reason, resolution):
    """Answers what is asked of an item of the receipt on the screen."""
    return (
        click(".after-sales-line", product),
        click(".after-sales-reasons .after-sales-chip", reason),
        click(f'.after-sales-resolutions [data-choice="{resolution}"]'),
    )


def instead(product):
    """Chooses another size or colour, which the customer takes along."""
    return (
        click(".after-sales-variant-row", product),
        click(".after-sales-variant-confirm"),
        see(".after-sales-variant", product),
    )


# fmt: off
SHOTS = {
    "after_sales_returns": (
        Shot("board", "clerk", "/odoo/returns", size=(1600, 900)),
        Shot("request", "clerk", "/odoo/returns/{after_sales_returns.demo_return_crushed}"),
        Shot("sorting", "clerk", "/odoo/returns/{after_sales_returns.demo_return_hotel}", (
            tab("Sorting"),
        )),
        Shot("portal", "emma", "/my/returns/{after_sales_returns.demo_return_dress}"),
        Shot("analysis", "admin", "/odoo/returns-analysis", size=(1280, 560)),
    ),
    "after_sales_inspection": (
        Shot("card", "sorter",
             "/odoo/inspect/{after_sales_inspection.demo_inspection_uniforms}", (
            click(".o_as_option", "Fail"), see(".o_as_photo.btn-warning"),
        ), (1024, 768)),
        Shot("decision", "sorter",
             "/odoo/inspect/{after_sales_inspection.demo_inspection_uniforms}", (
            click(".o_as_dot:nth-child(3)"), click(".o_as_option", "Pass"),
            click(".o_as_next"), click(".o_as_option", "Worn outdoors"),
            click(".o_as_next"), click(".o_as_key", "0"), click(".o_as_ok"),
            click(".o_as_next"), see(".o_as_proposal"),
        ), (1024, 768)),
    ),
    "after_sales_repair": (
        Shot("queue", "technician", "/odoo/after-sales-repair-queue"),
        Shot("bench", "technician",
             "/odoo/after-sales-repairs/{after_sales_repair.demo_repair_phone_running}", (
            tab("Diagnosis"),
        ), (1280, 940)),
        Shot("quote", "portal", "/my/repairs/{after_sales_repair.demo_repair_portal_phone}"),
        Shot("hand_back", "store",
             "/odoo/after-sales-repairs/{after_sales_repair.demo_repair_phone_unclaimed}", (
            click(".o_statusbar_buttons button", "Hand Back"), see(".modal .o_form_view"),
        )),
        Shot("analysis", "lead", "/odoo/repair-analysis", size=(1280, 480)),
    ),
    "after_sales_repair_loan": (
        Shot("devices", "store", "/odoo/after-sales-loaners", size=(1280, 480)),
        Shot("take_back", "store",
             "/odoo/after-sales-loans/{after_sales_repair_loan.demo_loan_phone_running}", (
            click(".o_statusbar_buttons button", "Take Back"),
            fill(".modal [name=condition_in] textarea", "Scratch on the back, cable is there"),
        )),
    ),
    "after_sales_repair_transit": (
        Shot("batch", "technician", "/odoo/after-sales-transit-batches", (
            click(".o_data_row td", "On its way"), see(".o_form_view"),
        )),
        Shot("batches", "lead", "/odoo/after-sales-transit-batches", size=(1280, 600)),
    ),
    "after_sales_quality": (
        Shot("alarm", "admin",
             "/odoo/after-sales-sentinel/{after_sales_quality.demo_sentinel_sole}",
             size=(1280, 900)),
    ),
    "after_sales_repair_outside": (
        Shot("outside", "lead",
             "/odoo/after-sales-repairs/{after_sales_repair.demo_repair_watch_vendor}", (
            tab("Outside Repair"),
        ), (1280, 940)),
    ),
    "after_sales_pos": (
        Shot("find", "till1", DOWNTOWN, (*RETURNS, *receipt("t06"), see(".after-sales-verdict"))),
        Shot("ticket", "till1", DOWNTOWN, (
            *RETURNS,
            *receipt("t03"), *choose("Aero", "Changed my mind", "refund"), AS_NEW, *ADD,
            *receipt("t06"), *choose("Jeans", "Wrong size", "exchange"), AS_NEW,
            *instead("Indigo, L"),
        )),
        Shot("exchange", "till1", DOWNTOWN, (
            *RETURNS, *receipt("t06"), *choose("Jeans", "Wrong size", "exchange"), AS_NEW,
            *instead("Indigo, L"), *ADD, CONFIRM, see(".after-sales-banner"),
        )),
        Shot("settings", "admin",
             "/odoo/action-point_of_sale.action_pos_config_kanban/{after_sales_pos.demo_till_flagship}"),
    ),
    "after_sales_pos_hr": (
        Shot("pin", "till2", MALL, (
            *PIN_RETURNS,
            *receipt("t04"), *choose("Nova", "Changed my mind", "store_credit"), AS_NEW, *ADD,
            click(".after-sales-override"),
            fill(".after-sales-override-reason", "Bought for her son, who has one already"),
        )),
    ),
    "after_sales_pos_repair": (
        Shot("repair", "till1", DOWNTOWN, (
            *RETURNS, *receipt("t07"), *choose("Echo", "Defective", "repair"),
        )),
    ),
    "after_sales_pos_repair_loan": (
        Shot("deposit", "admin",
             "/odoo/after-sales-loans/{after_sales_repair_loan.demo_loan_phone_running}", (
            click(".o_statusbar_buttons button", "Take Back"),
            click(".modal [name=pay_back_method] input"), click(".o_select_menu_item", "Cash"),
            click(".modal [name=pay_back_session_id] input"),
            click(".o-autocomplete--dropdown-item", "Till Downtown"),
        )),
    ),
    "after_sales_delivery": (
        Shot("carrier", "admin", "/odoo/delivery-methods/{delivery.delivery_carrier}", (
            fill("[name=after_sales_transit_days] input", "3"),
            fill("[name=after_sales_standard_price] input", "20"),
        )),
    ),
}
# fmt: on
