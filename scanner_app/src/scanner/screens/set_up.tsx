/** A new device says who it is, once: it scans its set-up code. */
import { Icon } from "../../parts/icon.tsx";
import { say } from "../../words/scanner.ts";
import { Acts, Said } from "../frame.tsx";
import { BadgeArt, languageActs } from "./log_in.tsx";

export function SetUpScreen() {
  return (
    <>
      <main class="pane login">
        <p class="brand">
          <Icon name="mark" /> Stockwright
        </p>
        <BadgeArt />
        <h1 class="huge">{say("setUpTitle")}</h1>
        <p class="lead">{say("setUpText")}</p>
        <Said />
      </main>
      <Acts acts={languageActs()} />
    </>
  );
}
