/**
 * Code 128 (ISO/IEC 15417) as an SVG: receipts print without the server.
 */

/** Widths of bars and spaces in turn, by symbol value; 103-105 start A, B, C; 106 stops. */
export const PATTERNS = `
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132
122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212
322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311
112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321
331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113
411311 113141 114131 311141 411131 211412 211214 211232 2331112`
    .trim()
    .split(/\s+/);

const TO_C = 99;
const TO_B = 100;
const START_B = 104;
const START_C = 105;
const STOP = 106;
/** The white margin that readers need on both sides, in modules. */
const QUIET_ZONE = 10;

/** Splits into runs: four or more digits of even number are packed in pairs (set C). */
function runs(text) {
    return text.match(/(?:\d\d){2,}|(?:(?!(?:\d\d){2}).)+/gs) ?? [];
}

/**
 * @param {string} text printable ASCII; other characters become "?"
 * @returns {number[]} symbol values with start, check symbol and stop
 */
export function encode(text) {
    const symbols = [];
    for (const run of runs(text.replace(/[^ -~]/g, "?"))) {
        const packed = /^(?:\d\d){2,}$/.test(run);
        if (!symbols.length) {
            symbols.push(packed ? START_C : START_B);
        } else {
            symbols.push(packed ? TO_C : TO_B);
        }
        const values = packed
            ? run.match(/\d\d/g).map(Number)
            : [...run].map((char) => char.charCodeAt(0) - 32);
        symbols.push(...values);
    }
    const check = symbols.reduce((sum, value, index) => sum + value * Math.max(index, 1), 0);
    return [...symbols, check % 103, STOP];
}

/** @returns {string} an `img` source: black bars on white, as wide as the code is long */
export function code128DataUrl(text, { height = 60, module = 2 } = {}) {
    let x = QUIET_ZONE;
    const bars = [];
    for (const symbol of encode(text)) {
        [...PATTERNS[symbol]].forEach((width, index) => {
            if (index % 2 === 0) {
                bars.push(`M${x} 0h${width}v1h-${width}z`);
            }
            x += Number(width);
        });
    }
    const width = x + QUIET_ZONE;
    const svg =
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width * module}" height="${height}" ` +
        `viewBox="0 0 ${width} 1" preserveAspectRatio="none" shape-rendering="crispEdges">` +
        `<rect width="${width}" height="1" fill="#fff"/><path d="${bars.join("")}"/></svg>`;
    return `data:image/svg+xml;base64,${window.btoa(svg)}`;
}
