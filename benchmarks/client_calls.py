"""The requests that the web client makes to open a view, read from its own sources
(web/static/src/model/relational_model, views/kanban/progress_bar_hook.js)."""

from lxml import etree

# What these widgets ask for besides their own field (their fieldDependencies).
WIDGET_FIELDS = {
    "list_activity": [
        "activity_exception_decoration",
        "activity_exception_icon",
        "activity_state",
        "activity_summary",
        "activity_type_icon",
        "activity_type_id",
    ],
    "kanban_activity": [
        "activity_exception_decoration",
        "activity_exception_icon",
        "activity_state",
        "activity_summary",
        "activity_type_icon",
        "activity_type_id",
    ],
}
LIST_LIMIT, KANBAN_LIMIT, COUNT_LIMIT = 80, 40, 10000
OPEN_ORDERS = [("state", "in", ("draft", "requested", "approved"))]


def view_arch(model, kind):
    return etree.fromstring(model.get_views([(False, kind)])["views"][kind]["arch"])


def specification(model, arch):
    """What the view reads of a record: its fields (hidden columns too) and its widgets'."""
    names = {}
    for node in arch.iter("field"):
        if next(node.iterancestors("field"), None) is None:
            names[node.get("name")] = node.get("widget")
            for name in WIDGET_FIELDS.get(node.get("widget"), []):
                names.setdefault(name, None)
    return {
        name: field_specification(model, name, widget)
        for name, widget in names.items()
        if name in model._fields
    }


def field_specification(model, name, widget):
    kind = model._fields[name].type
    if kind in ("many2one", "reference"):
        return {"fields": {"display_name": {}}}
    if kind in ("one2many", "many2many") and widget and "tags" in widget:
        return {"fields": {"display_name": {}}, "limit": 40}
    return {}


def open_list(model, domain):
    """List: one page and its count."""
    arch = view_arch(model, "list")
    return lambda env: (
        env[model._name]
        .with_context(bin_size=True)
        .web_search_read(
            domain,
            specification(model, arch),
            offset=0,
            order=arch.get("default_order") or "",
            limit=LIST_LIMIT,
            count_limit=COUNT_LIMIT + 1,
        )
    )


def open_kanban(model, domain):
    """Kanban: columns with their cards, and the progress bars above them."""
    arch = view_arch(model, "kanban")
    groupby = arch.get("default_group_by")
    bar = arch.find("progressbar")
    spec = specification(model, arch)

    def call(env):
        records = env[model._name].with_context(read_group_expand=True)
        result = records.web_read_group(
            domain,
            [groupby],
            aggregates(model, bar),
            offset=0,
            order="",
            auto_unfold=True,
            opening_info=[],
            unfold_read_specification=spec,
            unfold_read_default_limit=KANBAN_LIMIT,
            groupby_read_specification={},
        )
        if bar is not None:
            env[model._name].read_progress_bar(
                domain,
                groupby,
                {
                    "field": bar.get("field"),
                    "colors": {"planned": 1, "today": 1, "overdue": 1},
                },
            )
        return result

    return call


def aggregates(model, bar):
    """Of the progress bar's sum field, as getAggregateSpecifications() writes them."""
    name = bar is not None and bar.get("sum_field")
    if not name:
        return []
    field = model._fields[name]
    currency = getattr(field, "get_currency_field", lambda model: None)(model)
    extra = [f"{currency}:array_agg_distinct", f"{name}:sum_currency"] if currency else []
    return [f"{name}:{field.aggregator}", *extra]


def search_domain(model, text):
    """The domain that the search bar makes of ``text`` typed into its first field."""
    from odoo.tools.safe_eval import safe_eval

    node = next(view_arch(model, "search").iter("field"))
    if node.get("filter_domain"):
        return safe_eval(node.get("filter_domain"), {"self": text})
    return [(node.get("name"), node.get("operator") or "ilike", text)]
