"""Whether a screen fits: nothing beside it, nothing cut, nothing too small for a glove."""

from playwright.async_api import Page

from tests.browser.handheld import SIZE

LONGER = "en-XA"
NAMES = {"Stockwright", "English", "Deutsch", "العربية", "Amina Okafor", "North DC"}
"""What is called so in every language; what was told or done before is in the language of then."""
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


UNSPOKEN = """() => {
    const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const said = text.data.trim(), part = text.parentElement;
        const isNamed = part.closest("bdi, .code, .notice, time, span[lang], [dir=auto]");
        if (part.closest("svg, style, script")) continue;
        if (!/\\p{L}{2}/u.test(said) || said.includes("·") || isNamed) continue;
        if (part.checkVisibility() && !part.closest(".bin, .tote")) found.push(said);
    }
    return found;
}"""
SPEAK = """async (spoken) => {
    dispatchEvent(new CustomEvent("speak", { detail: spoken }));
    while (document.documentElement.lang !== spoken) await new Promise(requestAnimationFrame);
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
}"""

ALIKE = """() => {
    const found = [], style = getComputedStyle;
    const all = (which) =>
        [...document.querySelectorAll(which)].filter((one) => one.checkVisibility());
    const edge = (one) => parseFloat(style(one).borderTopWidth);
    const name = (one) => `${one.className} ${one.innerText ?? ""}`.slice(0, 60);
    const edged = ".sign, .halt, .notice, .btn:not(.bare, .top .btn)";
    for (const one of all(edged)) if (edge(one) < 1) found.push(`no edge: ${name(one)}`);
    for (const now of all(".rail > [aria-current]")) {
        const others = [...now.parentElement.children].filter((one) => one !== now);
        if (others.some((one) => edge(one) === edge(now))) found.push("the step now");
    }
    for (const one of all("[aria-checked=true].row, .btn[aria-pressed=true]")) {
        if (style(one).outlineStyle !== "solid") found.push(`not chosen: ${name(one)}`);
    }
    for (const key of all(".btn").slice(0, 3)) {
        key.focus({ focusVisible: true });
        if (style(key).outlineStyle !== "solid") found.push(`no focus: ${name(key)}`);
        key.blur();
    }
    const keeps = (one, part) => style(one, part).forcedColorAdjust === "none";
    if (!keeps(document.querySelector(".ack"))) found.push("the edge of a scan");
    document.documentElement.dataset.flash = "wrong";
    if (!keeps(document.body, "::after")) found.push("the flash of a tone");
    delete document.documentElement.dataset.flash;
    return found;
}"""


async def alike(page: Page) -> list[str]:
    """Return what cannot be told apart where the device paints in its own few colors."""
    await page.emulate_media(forced_colors="active")
    found = await page.evaluate(ALIKE)
    await page.emulate_media(forced_colors="none")
    return [f"in forced colors: {one}" for one in found]


async def misfits(page: Page) -> list[str]:
    """Return what does not fit: as it is, in longer words, from right to left, and narrow."""
    spoken = await page.evaluate("document.documentElement.lang")
    await page.evaluate(SPEAK, LONGER)
    found = await _misfits_now(page, "in longer words")
    unspoken = set(await page.evaluate(UNSPOKEN)) - NAMES
    found += [f"not in the catalog: {one}" for one in sorted(unspoken)]
    await page.evaluate(SPEAK, spoken)
    return found + await misfits_of_one_language(page)


async def misfits_of_one_language(page: Page) -> list[str]:
    """Return what does not fit of a page that is not translated."""
    found = await _misfits_now(page, "as it is")
    await page.evaluate("document.documentElement.dir = 'rtl'")
    found += [f"right to left: {one}" for one in await page.evaluate(OUTSIDE)]
    await page.evaluate("document.documentElement.dir = 'ltr'")
    await page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    found += [f"at 320: {one}" for one in await page.evaluate(OUTSIDE)]
    await page.set_viewport_size(SIZE)
    return found


async def _misfits_now(page: Page, how: str) -> list[str]:
    found = [f"{how}: {one}" for one in await page.evaluate(OUTSIDE)]
    found += [f"{how}, covered: {one}" for one in await page.evaluate(COVERED)]
    return found + [f"{how}, too small: {one}" for one in await page.evaluate(SMALL, FINGER)]
