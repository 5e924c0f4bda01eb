/** Starts the board in its page. */
import { render } from "preact";
import "../look/tokens.css";
import "../look/components.css";
import "../look/board.css";
import "../look/desk.css";
import { App } from "./app.tsx";
import { recall } from "./wire/session.ts";
import { wear } from "./theme.ts";

wear();
void recall();
const root = document.getElementById("app");
if (root) render(<App />, root);
