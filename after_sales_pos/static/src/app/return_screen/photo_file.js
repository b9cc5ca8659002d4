/** Long side of a photo in pixels: what shows a scratch, and uploads over a store's network. */
const LONG_SIDE = 1600;

/** @returns {Promise<string>} the file as a data URL, a large photo made smaller */
export async function readPhoto(file) {
    const source = await readFile(file);
    try {
        return shrink(await decode(source)) || source;
    } catch {
        // No image that the browser knows: the server says what is wrong with it.
        return source;
    }
}

function readFile(file) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result);
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(file);
    });
}

function decode(source) {
    return new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = () => resolve(image);
        image.onerror = reject;
        image.src = source;
    });
}

function shrink(image) {
    const scale = LONG_SIDE / Math.max(image.naturalWidth, image.naturalHeight);
    if (scale >= 1) {
        return null;
    }
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.85);
}
