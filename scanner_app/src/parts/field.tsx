/** A field: its label above, and a scan picture before the label when a scan filled it. */
import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./icon.tsx";

interface FieldLook {
  readonly label: string;
  readonly problem?: string | undefined;
  readonly input: InputHTMLAttributes;
}

export function Field({ label, problem, input }: FieldLook) {
  const id = useId();
  return (
    <label class="field">
      <span>{label}</span>
      <input
        {...input}
        aria-invalid={problem ? "true" : undefined}
        aria-describedby={problem ? id : undefined}
      />
      {problem && (
        <small id={id}>
          <Icon name="cross" /> {problem}
        </small>
      )}
    </label>
  );
}

interface FilledLook {
  readonly label: string;
  readonly isScanned: boolean;
  readonly children: ComponentChildren;
}

/** A field that nobody types into. */
export function Filled({ label, isScanned, children }: FilledLook) {
  return (
    <div class="field">
      <span>
        {isScanned && <Icon name="scan" />} {label}
      </span>
      <output>{children}</output>
    </div>
  );
}
