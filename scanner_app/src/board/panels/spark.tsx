/** A small line of how a figure went, its last point marked. */
const PAD = 2;
const DOT = 2.6;

interface SparkLook {
  readonly values: readonly number[];
  readonly width: number;
  readonly height: number;
}

export function Spark({ values, width, height }: SparkLook) {
  if (values.length < 2) return <span />;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (at: number): number => (at * width) / (values.length - 1);
  const y = (value: number): number => height - PAD - ((value - low) * (height - 2 * PAD)) / span;
  const points = values.map((value, at) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <path d={`M${points.join(" ")}`} />
      <circle cx={width} cy={y(values.at(-1) ?? low)} r={DOT} />
    </svg>
  );
}
