/** The words of the parts, in German. */
import type { partsInEnglish } from "../en/parts.ts";
import type { Translation } from "../voice.ts";

export const partsInGerman: Translation<typeof partsInEnglish> = {
  scans: "Scans",
  aisle: "Gang",
  bay: "Feld",
  level: "Ebene",
  place: "Platz",
  close: "Schließen",
  menu: "Menü",
  online: "Online",
  waiting: "{count} warten",
  offline: "Offline {count} min",
  offlineNow: "Offline",
  delete: "Löschen",
  minus: "Minus",
  plus: "Plus",
  equals: "Gleich",
  needed: "Benötigt",
  youScanned: "Gescannt",
  youKeyed: "Getippt",
  scannerIsOn: "Scanner ist an",
  somethingElse: "Etwas anderes",
};
