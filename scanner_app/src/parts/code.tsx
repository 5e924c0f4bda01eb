/** A code as it stands on a label: never broken, never turned around. */

export function Code({ children }: { readonly children: string }) {
  return <bdi class="code">{children}</bdi>;
}

/** A name as people wrote it: it finds its own direction, and hyphens do not break it. */
export function Name({ children }: { readonly children: string }) {
  return <span dir="auto">{children.replaceAll("-", "-\u2060")}</span>;
}
