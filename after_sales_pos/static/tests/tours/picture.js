/** A step that has a picture of the screen kept under this name, once it has come to rest. */
export function picture(name) {
    return {
        content: `Picture of ${name}`,
        trigger: "body",
        run: async () => {
            await new Promise((resolve) => setTimeout(resolve, 350));
            console.log(`picture: ${name}`);
            await new Promise((resolve) => setTimeout(resolve, 350));
        },
    };
}
