// Starts the board in its page.
import { render } from "preact";
import "../look/tokens.css";
import "../look/components.css";
import "../look/board.css";

function Board() {
  return (
    <main class="board">
      <h1>Stockwright</h1>
      <p>The board is not here yet. The same figures can be read over the graph.</p>
    </main>
  );
}

const root = document.getElementById("app");
if (root) {
  render(<Board />, root);
}
