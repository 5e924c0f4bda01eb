/** One of several, chosen from a list. */
interface ChoiceLook {
  readonly label: string;
  readonly name: string;
  readonly chosen: string;
  /** Pairs of what is sent and what is shown. */
  readonly options: readonly (readonly [string, string])[];
}

export function Choice({ label, name, chosen, options }: ChoiceLook) {
  return (
    <label class="field">
      <span>{label}</span>
      <select name={name} defaultValue={chosen}>
        {options.map(([value, shown]) => <option key={value} value={value} selected={value === chosen}>{shown}</option>)}
      </select>
    </label>
  );
}
