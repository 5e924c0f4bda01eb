/** Light, dark, and the wall: read from five meters and touched by nobody. */
import { signal } from "@preact/signals";

const KEPT = "stockwright.board.theme";
const WALL = "wall";

export const isWall = signal(new URLSearchParams(location.search).has(WALL));

/** Put on what was chosen last, or what the system prefers. */
export function wear(): void {
  const chosen = localStorage.getItem(KEPT);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = (): void => {
    document.documentElement.dataset["theme"] = localStorage.getItem(KEPT) ?? (dark.matches ? "dark" : "light");
  };
  if (chosen === null) dark.addEventListener("change", show);
  show();
  document.documentElement.classList.toggle(WALL, isWall.value);
}

export function changeTheme(): void {
  const other = document.documentElement.dataset["theme"] === "dark" ? "light" : "dark";
  localStorage.setItem(KEPT, other);
  document.documentElement.dataset["theme"] = other;
}

export function changeWall(): void {
  isWall.value = !isWall.value;
  document.documentElement.classList.toggle(WALL, isWall.value);
}
