/** The fields that forms are made of. */
import type { InputHTMLAttributes } from "preact";
import { Field } from "../../parts/field.tsx";

const CODE_MAX = 64;
const NAME_MAX = 200;

interface ChoiceLook {
  readonly label: string;
  readonly name: string;
  readonly chosen: string;
  /** Pairs of what is sent and what is shown. */
  readonly options: readonly (readonly [string, string])[];
}

/** One of several, chosen from a list. */
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

type LineLook = InputHTMLAttributes & { readonly label: string; readonly name: string };

/** A line of text. */
export function Line({ label, ...input }: LineLook) {
  return <Field label={label} input={{ autoComplete: "off", maxLength: NAME_MAX, ...input }} />;
}

/** What something is called in the system, said once. */
export function CodeLine({ label, name }: { readonly label: string; readonly name: string }) {
  return <Line label={label} name={name} required maxLength={CODE_MAX} />;
}

/** A whole number. */
export function NumberLine(look: LineLook) {
  return <Line {...look} inputMode="numeric" pattern="[0-9]*" />;
}

/** Yes or no. */
export function Tick({ label, name, isOn }: { readonly label: string; readonly name: string; readonly isOn: boolean }) {
  return <label class="tick1"><input type="checkbox" name={name} defaultChecked={isOn} /> {label}</label>;
}
