import { _t } from "@web/core/l10n/translation";
import { isGoods, offlineProblem } from "./offline_sales";
import { asksForGoods, resolutionOf } from "./resolutions";
import { shareTenders } from "./settlement";
import { settlementProductId } from "./settlement_product";

function sum(lines) {
    return lines.reduce((total, line) => total + line.prices.total_included, 0);
}

/**
 * What the wishes are worth when the server cannot be asked: the prices and taxes of the local
 * receipt, its discounts in proportion, its own payments. The server checks all of it when the
 * till is connected again.
 *
 * @returns {{quote: object|null, problem: string|null}} `quote` as `after_sales_quote`
 */
export function quoteLocally(pos, wishes) {
    const problem =
        wishes.map((wish) => offlineProblem(pos, wish)).find(Boolean) ||
        exchangeProblem(pos, wishes) ||
        creditProblem(pos, wishes);
    if (problem) {
        return { quote: null, problem };
    }
    const orders = [...byOrigin(pos, wishes)].map(([origin, items]) =>
        quoteOrder(pos.config, origin, items)
    );
    const refused = limitProblem(pos, orders);
    if (refused) {
        return { quote: null, problem: refused };
    }
    const quote = {
        orders,
        offline: true,
        settlement_product_id: settlementProductId(pos),
        exchanges: wishes.filter((wish) => wish.exchange_product_id).map(quoteExchange),
    };
    return { quote, problem: null };
}

function exchangeProblem(pos, wishes) {
    const exchanges = wishes.some((wish) => asksForGoods(pos.config, wish));
    const known = pos.models["product.product"].get(settlementProductId(pos));
    return exchanges && !known && _t("Exchanges need a connection at this till. Pay back instead.");
}

/** What stands on the ticket instead of money has to be known here. */
function creditProblem(pos, wishes) {
    const unknown = wishes
        .map((wish) => resolutionOf(pos.config, wish.resolution))
        .find(({ credit_product_id: id }) => id && !pos.models["product.product"].get(id));
    return (
        unknown &&
        _t("%(resolution)s needs a connection at this till. Pay back instead.", {
            resolution: unknown.label,
        })
    );
}

function limitProblem(pos, orders) {
    const limit = pos.config.after_sales_offline_max;
    const back = orders.flatMap((order) => order.lines).filter((line) => line.role !== "credit");
    const total = pos.currency.round(back.reduce((all, line) => all - line.amount, 0));
    if (!limit) {
        return _t("The till has no connection, and returns need one. Try again later.");
    }
    const { formatCurrency } = pos.env.utils;
    return (
        total > limit &&
        _t(
            "Without a connection this till pays back up to %(limit)s on a ticket, and this is %(total)s. Take less back, or try again later.",
            { limit: formatCurrency(limit), total: formatCurrency(total) }
        )
    );
}

/** @returns {Map<object, Array<{wish, line}>>} the receipts → what comes back of them */
function byOrigin(pos, wishes) {
    const origins = new Map();
    for (const wish of wishes) {
        const line = pos.models["pos.order.line"].get(wish.line_id);
        const items = origins.get(line.order_id) ?? [];
        origins.set(line.order_id, [...items, { wish, line }]);
    }
    return origins;
}

function quoteOrder(config, origin, items) {
    const { currency } = origin;
    const goods = items.map(({ wish, line }) => quoteGoods(wish, line));
    const worth = goods.reduce((total, line) => total + line.amount, 0);
    const fraction = -worth / sum(origin.lines.filter(isGoods));
    const shares = origin.lines
        .filter(isDiscount)
        .map((line) => quoteShare(line, fraction, goods[0].key));
    const back = [...goods, ...shares, ...quoteCards(origin, goods, shares)];
    const lines = [...back, ...quoteCredits(config, items, back)];
    const total = currency.round(lines.reduce((all, line) => all + line.amount, 0));
    return {
        origin_kind: "pos",
        origin_id: origin.id,
        name: origin.pos_reference,
        partner_id: origin.partner_id?.id || false,
        to_invoice: origin.isToInvoice(),
        fiscal_position_id: origin.fiscal_position_id?.id || false,
        pricelist_id: origin.pricelist_id?.id || false,
        lines,
        total,
        tenders: tendersOf(origin, total),
        tender_override: false,
    };
}

function lineValues(line, values) {
    return {
        product_id: line.product_id.id,
        tax_ids: line.tax_ids.map((tax) => tax.id),
        lots: [],
        name: line.full_product_name,
        extra_tax_data: false,
        origin_line_id: false,
        discount: line.discount,
        ...values,
    };
}

function quoteGoods(wish, line) {
    const unit = line.prices.total_included / line.qty;
    return lineValues(line, {
        key: wish.key,
        role: "goods",
        qty: -wish.quantity,
        price_unit: line.price_unit,
        lots: wish.lots,
        amount: line.currency.round(-unit * wish.quantity),
    });
}

function quoteShare(line, fraction, key) {
    return lineValues(line, {
        key,
        role: "share",
        qty: -1,
        price_unit: line.price_unit * line.qty * fraction,
        amount: line.currency.round(-line.prices.total_included * fraction),
        origin_line_id: line.id,
    });
}

/** Whether a gift card or eWallet paid by this line; of exchanged goods it may have paid again. */
function isCard(line) {
    const program = line.reward_id?.program_id;
    return (
        line.prices.total_included < 0 &&
        (line.after_sales_role === "card" ||
            ["ewallet", "gift_card"].includes(program?.program_type))
    );
}

function isDiscount(line) {
    return line.prices.total_included < 0 && !line.after_sales_role && !isCard(line);
}

/** What cards paid goes back to them in proportion; each item knows its part of it. */
function quoteCards(origin, goods, shares) {
    const paid = origin.lines.filter(
        (line) => !isCard(line) && line.after_sales_role !== "settlement"
    );
    const back = -[...goods, ...shares].reduce((total, line) => total + line.amount, 0);
    const fraction = Math.min(1, back / sum(paid));
    return origin.lines.filter(isCard).flatMap((card) => spreadCard(card, goods, fraction));
}

/** One line per item; the last takes what rounding leaves. */
function spreadCard(card, goods, fraction) {
    const { currency } = card;
    const due = currency.round(-card.prices.total_included * fraction);
    const back = goods.reduce((total, line) => total + line.amount, 0);
    let left = due;
    return goods
        .map(({ key, amount }, index) => {
            const isLast = index === goods.length - 1;
            const part = isLast ? left : currency.round((due * amount) / back);
            left = currency.round(left - part);
            return lineValues(card, {
                key,
                role: "share",
                qty: -1,
                price_unit: -part,
                amount: part,
                origin_line_id: card.id,
                is_card: true,
            });
        })
        .filter(({ amount }) => amount);
}

/** What is given instead of money is a line, too, that takes up what its item gives back. */
function quoteCredits(config, items, lines) {
    return items.flatMap(({ wish, line }) => {
        const { credit_product_id, done } = resolutionOf(config, wish.resolution);
        const own = lines.filter(({ key }) => key === wish.key);
        const amount = line.currency.round(own.reduce((all, one) => all - one.amount, 0));
        if (!credit_product_id || amount <= 0) {
            return [];
        }
        return {
            key: wish.key,
            role: "credit",
            product_id: credit_product_id,
            tax_ids: [],
            lots: [],
            name: done,
            qty: 1,
            price_unit: amount,
            discount: 0,
            amount,
            extra_tax_data: false,
            origin_line_id: false,
        };
    });
}

/** The customer's own payments, without the change, in proportion. */
function tendersOf(origin, total) {
    const payments = origin.payment_ids.map((payment) => ({
        payment_method_id: payment.payment_method_id.id,
        amount: payment.amount,
    }));
    const cash = origin.payment_ids.find((payment) => payment.payment_method_id.is_cash_count);
    if (cash && !origin.payment_ids.some((payment) => payment.is_change)) {
        payments.push({ payment_method_id: cash.payment_method_id.id, amount: origin.change });
    }
    return shareTenders(payments, total, (amount) => origin.currency.round(amount)).map(
        (tender) => ({ ...tender, name: "", original: "" })
    );
}

function quoteExchange(wish) {
    return {
        key: wish.key,
        product_id: wish.exchange_product_id,
        quantity: wish.quantity,
        price_unit: false,
        discount: 0,
        tax_ids: [],
    };
}
