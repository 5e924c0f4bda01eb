/** How far it is: pips while they can be counted, a bar above. */

export const PIPS_MAX = 12;

export function Pips({ done, of }: { readonly done: number; readonly of: number }) {
  return (
    <div class="pips" aria-hidden="true">
      {Array.from({ length: of }, (_, at) => (
        <i key={at} class={at < done ? "on" : undefined} />
      ))}
    </div>
  );
}

interface BarLook {
  readonly label: string;
  readonly done: number;
  readonly of: number;
}

export function Bar({ label, done, of }: BarLook) {
  const percent = of === 0 ? 0 : Math.min(100, Math.round((100 * done) / of));
  return (
    <div
      class="bar"
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      style={{ "--v": String(percent) }}
    >
      <i />
    </div>
  );
}
