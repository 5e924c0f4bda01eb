/** The one socket to the server: it connects when something is followed. */
import { signal } from "@preact/signals";
import { createClient, type Client } from "graphql-ws";
import type { Operation } from "../../contract.ts";

const NOT_SIGNED_IN = 4401;
const PING_MS = 5_000;
/** A line that is cut says nothing: without an answer for so long it is given up. */
const PONG_MS = 4_000;

/** Whether the socket is up; the moment of the last word from the server. */
export const isConnected = signal(false);
export const heardAt = signal(0);
/** Called when the server says that nobody is signed in. */
export const endings: { onSignedOut: () => void } = { onSignedOut: () => undefined };

let client: Client | null = null;
let unanswered = 0;
addEventListener("offline", giveUp);

function open(): Client {
  return createClient({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`,
    lazy: true,
    // A list that broke goes on from its own last position, so it asks again itself.
    retryAttempts: 0,
    keepAlive: PING_MS,
    on: {
      connected: () => {
        isConnected.value = true;
        heardAt.value = Date.now();
      },
      message: () => {
        heardAt.value = Date.now();
      },
      ping: (isReceived) => {
        if (!isReceived) unanswered = window.setTimeout(giveUp, PONG_MS);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(unanswered);
      },
      closed: (event) => {
        clearTimeout(unanswered);
        isConnected.value = false;
        if (event instanceof CloseEvent && event.code === NOT_SIGNED_IN) endings.onSignedOut();
      },
    },
  });
}

/** Hear the answers of a subscription until the returned function is called; `ended` says that it broke. */
export function subscribe<V extends Record<string, unknown>, A>(
  operation: Operation<V, A>,
  variables: V,
  hear: (answer: A) => void,
  ended: () => void,
): () => void {
  client ??= open();
  // The server puts the document of this id in the place of the empty text.
  const payload = { query: "", variables, documentId: operation.documentId };
  return client.subscribe<A>(payload, {
    next: ({ data }) => data != null && hear(data),
    error: ended,
    complete: ended,
  });
}

/** End the connection at once; each list goes on from where it is on a new one. */
function giveUp(): void {
  client?.terminate();
}

/** Close the socket: whoever signs in next opens their own. */
export function hangUp(): void {
  void client?.dispose();
  client = null;
  isConnected.value = false;
}
