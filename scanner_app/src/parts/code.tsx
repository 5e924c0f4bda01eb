/** A code as it stands on a label: never broken, never turned around. */

export function Code({ children }: { readonly children: string }) {
  return <bdi class="code">{children}</bdi>;
}

/** A sentence with codes in it: no line ends within one. */
export function Whole({ children }: { readonly children: string }) {
  return (
    <span dir="auto">
      {children.split(/(?<=\s)/).map((word, at) => (/\S-\S/.test(word) ? <bdi key={at} class="whole">{word}</bdi> : word))}
    </span>
  );
}

/** A name as people wrote it: it finds its own direction, and hyphens do not break it. */
export function Name({ children }: { readonly children: string }) {
  return <span dir="auto">{children.replaceAll("-", "-\u2060")}</span>;
}
