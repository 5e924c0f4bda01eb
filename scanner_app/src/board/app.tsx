/** The board: sign in, then everything that moves on one screen; its lists on pages of their own. */
import { useEffect } from "preact/hooks";
import { AdminPage } from "./admin/page.tsx";
import { Head } from "./panels/head.tsx";
import { Approvals } from "./panels/approvals.tsx";
import { Cases } from "./panels/cases.tsx";
import { CutOffs } from "./panels/cutoffs.tsx";
import { Figures } from "./panels/figures.tsx";
import { Floor } from "./panels/floor.tsx";
import { Queues } from "./panels/queues.tsx";
import { SignIn } from "./panels/signin.tsx";
import { Stock } from "./panels/stock.tsx";
import { Beside } from "./panels/beside.tsx";
import { page } from "./route.ts";
import { say } from "../words/board.ts";
import { person, place, type Place } from "./wire/session.ts";
import { watchPlace } from "./watch.ts";

export function App() {
  const who = person.value;
  if (who === "asking") return <div class="board" aria-busy="true" />;
  if (who === null) return <SignIn />;
  const at = place.value;
  if (at === null) return <p class="empty">{say("noPlace")}</p>;
  const open = page.value;
  return (
    <div class="board">
      <Head />
      {open === null ? <Tiles key={at.id} at={at} /> : <AdminPage page={open} at={at} />}
      <Beside at={at} />
    </div>
  );
}

function Tiles({ at }: { readonly at: Place }) {
  useEffect(() => watchPlace(at), [at.id]);
  return (
    <main class="tiles">
      <h1 class="vh">{say("boardOf", { place: at.name })}</h1>
      <CutOffs />
      <Figures />
      <Queues />
      <section class="card cases">
        <Cases />
        <Approvals />
      </section>
      <Stock />
      <Floor />
    </main>
  );
}
