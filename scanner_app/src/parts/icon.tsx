/** A pictogram in the text; it never says anything that a word beside it does not. */
import { DIRECTED, PICTOGRAMS, type Pictogram } from "./pictograms.ts";

export function Icon({ name }: { readonly name: Pictogram }) {
  return (
    <svg
      class={DIRECTED.has(name) ? "i flip" : "i"}
      viewBox="0 0 24 24"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: PICTOGRAMS[name] }}
    />
  );
}
