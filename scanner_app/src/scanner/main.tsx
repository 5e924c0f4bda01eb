// Starts the scanner in its page.
import { render } from "preact";

const root = document.getElementById("app");
if (root) {
  render(<main class="app"><h1>Stockwright</h1></main>, root);
}
