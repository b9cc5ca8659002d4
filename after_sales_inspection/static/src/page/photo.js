const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

/** @returns {[number, number]} width and height of a picture whose longer side is `longest` at most */
export function fitted(width, height, longest = LONGEST_SIDE) {
    const factor = Math.min(1, longest / Math.max(width, height));
    return [Math.round(width * factor), Math.round(height * factor)];
}

/**
 * A photo small enough to be sent from a shop: cameras of today make 10 MB.
 *
 * @param {Blob} file
 * @returns {Promise<{name: string, data: string}>} a JPEG in base64
 * @throws if the browser cannot read it as a picture
 */
export async function shrunk(file) {
    const bitmap = await createImageBitmap(file);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = fitted(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.fillStyle = "white"; // JPEG knows no transparency
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const [, data] = canvas.toDataURL("image/jpeg", QUALITY).split(",");
    return { name: file.name || "photo.jpg", data };
}
