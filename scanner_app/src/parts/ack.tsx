/** The green edge of an accepted scan, painted in the frame of the scan and gone after half a second. */
import { useEffect, useState } from "preact/hooks";

const SHOWN_MS = 500;

/** `count` rises with each accepted scan. */
export function Ack({ count }: { readonly count: number }) {
  const [faded, setFaded] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setFaded(count), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [count]);
  return count === faded ? null : <div class="ack" key={count} />;
}
