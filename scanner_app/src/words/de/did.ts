/** What was done, in German: the verb of a line in the history. */
import type { didInEnglish } from "../en/did.ts";
import type { Translation } from "../voice.ts";

export const didInGerman: Translation<typeof didInEnglish> = {
  didPick: "Genommen",
  didShort: "Nur gefunden:",
  didPutAway: "Eingelagert",
  didMove: "Umgelagert",
  didCount: "Gezählt",
  didReceive: "Angenommen",
  didOpenReceipt: "Annahme begonnen",
  didCloseReceipt: "Annahme geschlossen",
  didPack: "Gepackt",
  didCloseCarton: "Karton geschlossen",
  didShip: "Versandt",
  didTakeReturn: "Rückgabe angenommen",
  didGrade: "Beurteilt",
  didDispose: "Weitergegeben",
  didSkip: "Übersprungen",
  didChangeTote: "Neue Kiste",
  didUndo: "Zurückgenommen",
  didReport: "Gemeldet",
  didTeach: "Gelernt",
  didBring: "Anfangsbestand",
  didChange: "Geändert",
};
