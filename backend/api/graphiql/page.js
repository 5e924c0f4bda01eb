"use strict";
// GraphiQL with the header that a cookie login needs, subscriptions over a socket, and a login form.

const HEADERS = { "X-Stockwright": "1" };
const SIGN_IN = `mutation SignIn($input: SignInWithPasswordInput!) {
  signInWithPassword(input: $input) {
    __typename
    ... on SignedIn { user { name } }
    ... on Refused { message }
  }
}`;

/** A UUID version 7 (RFC 9562): 48 bits of milliseconds, then chance. */
function operationId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const address = new URL("/graphql", location.href);
const socketAddress = new URL(address);
socketAddress.protocol = address.protocol.replace("http", "ws");
const socket = graphqlWs.createClient({ url: socketAddress.href, lazy: true, retryAttempts: 3 });

async function signIn(name, password) {
  const input = { operationId: operationId(), name, password };
  const response = await fetch(address, {
    method: "POST",
    headers: { ...HEADERS, "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: SIGN_IN, variables: { input } }),
  });
  const { data, errors } = await response.json();
  if (errors) return errors[0].message;
  if (data.signInWithPassword.__typename === "Refused") return data.signInWithPassword.message;
  socket.terminate();
  return `Signed in as ${data.signInWithPassword.user.name}.`;
}

document.getElementById("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = document.getElementById("said");
  const form = new FormData(event.target);
  said.textContent = "…";
  said.textContent = await signIn(form.get("name"), form.get("password")).catch((error) => error.message);
  event.target.elements.password.value = "";
});

const fetcher = GraphiQL.createFetcher({ url: address.href, headers: HEADERS, wsClient: socket });
const welcome = `# Sign in above, or set {"Authorization": "Bearer …"} under Headers.
# Every mutation takes an operationId; here is a fresh one: ${operationId()}

query Welcome {
  __typename
}
`;
const page = React.createElement(GraphiQL, { fetcher, defaultQuery: welcome, shouldPersistHeaders: false });
ReactDOM.createRoot(document.getElementById("graphiql")).render(page);
