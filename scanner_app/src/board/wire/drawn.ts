/** Has the server draw a set-up code: it is a secret, so it is posted, and the picture stays in this page. */

/** Return the address of a picture, or null when there is none; the code can be typed then. */
export async function drawn(code: string): Promise<string | null> {
  try {
    const response = await fetch("/labels/set-up", { method: "POST", headers: { "x-stockwright": "1" }, body: JSON.stringify({ code }) });
    return response.ok ? URL.createObjectURL(await response.blob()) : null;
  } catch {
    return null;
  }
}
