/** A small line of how a figure went, its last point marked; the target dashed. */
const PAD = 2;
const DOT = 2.6;

interface SparkLook {
  readonly values: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly aim?: number | null | undefined;
}

export function Spark({ values, width, height, aim }: SparkLook) {
  if (values.length < 2) return <span />;
  const all = aim == null ? values : [...values, aim];
  const low = Math.min(...all);
  const span = Math.max(...all) - low || 1;
  const x = (at: number): number => (at * width) / (values.length - 1);
  const y = (value: number): number => height - PAD - ((value - low) * (height - 2 * PAD)) / span;
  const points = values.map((value, at) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      {aim != null && <path class="aim" d={`M0 ${y(aim).toFixed(1)}H${width}`} />}
      <path d={`M${points.join(" ")}`} />
      <circle cx={width} cy={y(values.at(-1) ?? low)} r={DOT} />
    </svg>
  );
}
