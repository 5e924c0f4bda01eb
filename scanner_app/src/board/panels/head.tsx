/** The head of the board: which place, how live it is, the search, who is on the floor, and the way to the lists. */
import { useState } from "preact/hooks";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { say } from "../../words/board.ts";
import { timeOfDay } from "../../words/voice.ts";
import { addressOf, page, PAGES } from "../route.ts";
import { changeTheme, changeWall } from "../theme.ts";
import { people } from "../watch.ts";
import { lasting, now } from "../wire/clock.ts";
import { look, person, place, places, signOut } from "../wire/session.ts";
import { heardAt, isConnected } from "../wire/socket.ts";
import { Search } from "./search.tsx";

/** The server says a word at least every 15 s; a board that heard nothing for longer is behind. */
const BEHIND_MS = 20_000;

export function Head() {
  const crew = people.value;
  return (
    <header class="head">
      <p class="brand"><Icon name="mark" /><b class="hide-narrow">Stockwright</b></p>
      <Places />
      <LiveLight />
      <span class="grow" />
      <Search />
      {crew !== null && (
        <p class="crew"><Icon name="team" /> <span>{say("onTheFloor", { count: crew.length })}</span></p>
      )}
      <Pages />
      <Menu />
      <b class="clock">{timeOfDay(now.value)}</b>
    </header>
  );
}

function Places() {
  const at = place.value;
  if (places.value.length < 2) return <b>{at?.name}</b>;
  return (
    <label class="choice">
      <span class="vh">{say("place")}</span>
      <select
        value={at?.code ?? ""}
        onChange={(event) => {
          const chosen = places.value.find((one) => one.code === event.currentTarget.value);
          if (chosen) look(chosen);
        }}
      >
        {places.value.map((one) => <option key={one.id} value={one.code}>{one.name}</option>)}
      </select>
    </label>
  );
}

function LiveLight() {
  if (page.value !== null) return null;
  const quiet = now.value - heardAt.value;
  if (!isConnected.value) return <p class="link off" role="status"><Icon name="off" /> {say("notConnected")}</p>;
  if (quiet > BEHIND_MS) {
    return <p class="link wait" role="status"><Icon name="wait" /> {say("behind", { time: lasting(Math.round(quiet / 1_000)) })}</p>;
  }
  return <p class="link" role="status"><Icon name="on" /> {say("live")}</p>;
}

function Pages() {
  return (
    <nav class="pages hide" aria-label={say("pages")}>
      <a class="btn bare" href={addressOf(null)} aria-current={page.value === null ? "page" : undefined}>{say("board")}</a>
      {PAGES.map((one) => (
        <a key={one} class="btn bare" href={addressOf(one)} aria-current={page.value === one ? "page" : undefined}>
          {say(`page_${one}`)}
        </a>
      ))}
    </nav>
  );
}

function Menu() {
  const [isOpen, open] = useState(false);
  const who = person.value;
  const name = who !== null && who !== "asking" ? who.name : "";
  return (
    <div class="menu">
      <Button icon="menu" look="bare" label={say("menu")} expanded={isOpen} onPress={() => open(!isOpen)} />
      {isOpen && (
        <div class="dialog drop" role="group" aria-label={say("menu")}>
          <p class="dim">{say("signedInAs", { name })}</p>
          <Button icon="moon" look="start wide" onPress={changeTheme}>{say("lightOrDark")}</Button>
          <Button icon="full" look="start wide" onPress={() => { open(false); changeWall(); }}>{say("wallMode")}</Button>
          <Button icon="user" look="start wide" onPress={() => void signOut()}>{say("signOut")}</Button>
        </div>
      )}
    </div>
  );
}
