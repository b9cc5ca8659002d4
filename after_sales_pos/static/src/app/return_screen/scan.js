import { useBarcodeReader } from "@point_of_sale/app/hooks/barcode_reader_hook";

/** Numbers of receipts and serials look like anything to a nomenclature: all of it is taken. */
const SCAN_TYPES = [
    "product",
    "weight",
    "price",
    "discount",
    "client",
    "cashier",
    "coupon",
    "lot",
    "package",
    "location",
    "alias",
    "error",
];

/** @returns {string|undefined} the serial of a GS1 code if it has one, else its product */
export function codeOfGs1(elements) {
    const value = (type) => elements.find((element) => element.type === type);
    return value("lot")?.value ?? value("product")?.code ?? value("product")?.value;
}

/**
 * Calls `onScan(code)` for whatever a scanner reads while no field has the focus.
 *
 * @param {boolean} isExclusive whether nobody else hears of it, as in a dialog
 */
export function useScanner(onScan, isExclusive = false) {
    const scanned = ({ code }) => onScan(code);
    const callbacks = Object.fromEntries(SCAN_TYPES.map((type) => [type, scanned]));
    callbacks.gs1 = (elements) => onScan(codeOfGs1(elements));
    useBarcodeReader(callbacks, isExclusive);
}
