/** The words of lots, serials and printed cards, in German. */
import type { lotsInEnglish } from "../en/lots.ts";
import type { Translation } from "../voice.ts";

export const lotsInGerman: Translation<typeof lotsInEnglish> = {
  callBack: "Charge zurückrufen",
  callBackMeans: "Alles davon wird gesperrt, wo immer es liegt, nichts geht mehr hinaus, und ein Fall nennt, wer davon bekommen hat.",
  calledBack: "Zurückgerufen",
  chooseLot: "Eine Charge wählen: wer sie hat und wer sie bekam.",
  expires: "Haltbar bis",
  lot: "Charge",
  lotsOf: "Chargen von {item}",
  moreNotShown: "Es gibt mehr, als gezeigt wird.",
  nobodyHolds: "Hier ist nichts davon.",
  nobodyReceived: "Nichts davon ist hinausgegangen.",
  noSuchSerial: "Diese Seriennummer kennt niemand.",
  page_lots: "Chargen",
  printOrder: "Auftragskarte",
  printPallet: "Palettenetikett",
  printShipment: "Sendungskarte",
  serial: "Seriennummer",
  supplier: "Lieferant",
  taskCard: "Aufgabenkarte",
  toldApart: "Artikel mit Chargen oder Seriennummern",
  toldApartBy: "Unterschieden nach",
  tracking_LOT: "Charge",
  tracking_LOT_AND_SERIAL: "Charge und Seriennummer",
  tracking_NONE: "nichts",
  tracking_SERIAL: "Seriennummer",
  whoHolds: "Wer sie hat",
  whoReceived: "Wer sie bekam",
};
