/** Starts the board in its page. */
import { render } from "preact";
import "../look/tokens.css";
import "../look/components.css";
import "../look/board.css";
import "../look/desk.css";
import { App } from "./app.tsx";
import { recall, talk } from "./wire/session.ts";
import { wear } from "./theme.ts";

wear();
// Until somebody says who they are, the browser says what they read.
void talk(navigator.language).catch(() => undefined).then(recall);
const root = document.getElementById("app");
if (root) render(<App />, root);
