"""Whether a screen fits: nothing beside it, nothing cut, nothing too small for a glove."""

from playwright.async_api import Page

from tests.browser.handheld import SIZE

NARROW = {"width": 320, "height": 640}
FINGER = 56
OUTSIDE = """() => {
    const wide = innerWidth, found = [];
    if (document.documentElement.scrollWidth > wide) found.push("the page scrolls sideways");
    for (const part of document.querySelectorAll("#app *, body > *")) {
        const style = getComputedStyle(part), box = part.getBoundingClientRect();
        const isSeen = box.width > 1 && box.height > 1 && style.visibility === "visible";
        if (!isSeen || part.closest("svg, input, [aria-hidden=true]")) continue;
        const name = `${part.tagName.toLowerCase()}.${part.className} ${part.innerText ?? ""}`;
        if (box.right > wide + 1 || box.left < -1) found.push(`outside: ${name.slice(0, 80)}`);
        const isCut = style.overflowX !== "visible" && part.scrollWidth > part.clientWidth + 1;
        if (isCut) found.push(`cut: ${name.slice(0, 80)}`);
    }
    return found;
}"""
COVERED = """() => [
    ...(document.querySelector(".sheet") ?? document).querySelectorAll(".pad button, .acts button")
].flatMap((key) => {
    const box = key.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.bottom - 4);
    return key.contains(top) ? [] : [`${key.innerText || key.ariaLabel} under ${top?.className}`];
})"""
SMALL = """(least) => [...document.querySelectorAll("footer.acts button")].flatMap((key) => {
    const box = key.getBoundingClientRect();
    const isIn = box.bottom <= innerHeight + 1 && box.height >= least && box.width >= least;
    return isIn ? [] : [`${key.innerText}: ${box.width} x ${box.height} to ${box.bottom}`];
})"""


async def misfits(page: Page) -> list[str]:
    """Return what does not fit: as it is, from right to left, and on the narrowest screen."""
    found = [f"as it is: {one}" for one in await page.evaluate(OUTSIDE)]
    found += [f"covered: {one}" for one in await page.evaluate(COVERED)]
    found += [f"too small: {one}" for one in await page.evaluate(SMALL, FINGER)]
    await page.evaluate("document.documentElement.dir = 'rtl'")
    found += [f"right to left: {one}" for one in await page.evaluate(OUTSIDE)]
    await page.evaluate("document.documentElement.dir = 'ltr'")
    await page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    found += [f"at 320: {one}" for one in await page.evaluate(OUTSIDE)]
    await page.set_viewport_size(SIZE)
    return found
