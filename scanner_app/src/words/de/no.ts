/** Why the house said no, in German: by the code of the refusal, where that needs no facts. */
import type { noInEnglish } from "../en/no.ts";
import type { Translation } from "../voice.ts";

export const noInGerman: Translation<typeof noInEnglish> = {
  no_TASK_TAKEN: "Jemand anders hat diese Aufgabe; frag nach deiner nächsten.",
  no_LEASE_EXPIRED: "Deine Zeit ist um, die Aufgabe ging zurück; frag nach deiner nächsten.",
  no_RECOUNT_BY_ANOTHER: "Du hast das schon einmal getan; jetzt muss es jemand anders tun.",
  no_NO_WORK: "Jetzt ist keine Aufgabe für dich da; frag später noch einmal.",
  no_NOT_GRADED: "Beurteile erst, was zurückkam; dann sag, wohin es geht.",
  no_SIGN_IN_FAILED: "Das passt nicht; versuch es noch einmal, oder frag die Verwaltung.",
  no_DEVICE_UNKNOWN: "Dieses Gerät ist nicht oder nicht mehr angemeldet; frag die Verwaltung.",
  no_SETUP_CODE_SPENT: "Dieser Einrichtungscode ist verbraucht oder zu alt; melde das Gerät neu an.",
};
