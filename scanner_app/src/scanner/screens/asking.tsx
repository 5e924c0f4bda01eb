/** A question in the middle of a job: each answer names its consequence before the tap. */
import { Button } from "../../parts/button.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { Pictogram } from "../../parts/pictograms.ts";
import { Phrase } from "../../parts/phrase.tsx";
import { Chevron, Row } from "../../parts/row.tsx";
import { type Key, pieces, say } from "../../words/scanner.ts";
import { quantity } from "../../words/voice.ts";
import type { Asking, Choice, Flow, Line } from "../../work/types.ts";
import { SHORT } from "../chosen.ts";
import { useFloor } from "../floor.ts";
import { Frame } from "../frame.tsx";
import { tell } from "../talking.ts";
import { toteOf } from "../tote.ts";
import { amountOf, titleOf, unitOf } from "../view.ts";
import { Change } from "./keypad.tsx";
import { WeightPane } from "./weight.tsx";

type Is<K extends Asking["kind"]> = Extract<Asking, { readonly kind: K }>;

export function AskingScreen({ flow, asking }: { readonly flow: Flow; readonly asking: Asking }) {
  const floor = useFloor();
  return (
    <Frame
      title={titleOf(flow)}
      acts={[{ word: say("cancel"), icon: "close", onPress: () => tell(floor, { kind: "clear" }) }]}
    >
      <Question flow={flow} asking={asking} />
    </Frame>
  );
}

function Question({ flow, asking }: { readonly flow: Flow; readonly asking: Asking }) {
  const floor = useFloor();
  switch (asking.kind) {
    case "shortReason":
      return <ShortReason flow={flow} asking={asking} />;
    case "manyMore":
      return (
        <YesNo
          title={say("manyMore", { count: asking.quantity })}
          text={say("manyMoreText", { count: asking.expected, unit: unitOf(flow) })}
          yes={say("takeAmount", { count: asking.quantity })}
          onNo={() => (floor.keys.value = "")}
        />
      );
    case "keepReason":
      return <KeepReason got={asking.scan.text} />;
    case "newTote":
      return asking.from === null ? (
        <ScanThat title={say("scanFullTote")} text={say("fullToteFirst")} />
      ) : (
        <ScanThat title={say("scanNewTote")} text={say("newToteText")} />
      );
    case "shortTote":
      return <ScanThat title={say("scanShortTote")} text={say("shortToteText", { count: asking.found })} code={toteOf(floor, flow)} />;
    case "shortWeight":
      return <WeightPane flow={flow} pieces={asking.found} />;
    case "weighAgain":
      return (
        <YesNo
          title={say("weighAgain", { count: asking.grams })}
          text={say("weighAgainText", { count: asking.pieces, unit: unitOf(flow) })}
          yes={say("weighedAgain")}
        />
      );
    case "closeShort":
      return <CloseShort lines={asking.lines} />;
    case "leave":
      return <YesNo title={say("finishNow")} text={say("finishText")} yes={say("finish")} />;
  }
}

const ICONS: Readonly<Record<string, Pictogram>> = {
  BIN_EMPTY: "void",
  NOT_ENOUGH: "short",
  WRONG_ITEM: "swap",
  DAMAGED: "hurt",
  EXPIRED: "clock",
  UNREACHABLE: "lock",
  UNREADABLE: "noscan",
};

function ShortReason({ flow, asking }: { readonly flow: Flow; readonly asking: Is<"shortReason"> }) {
  const floor = useFloor();
  const { expected, unit } = amountOf(flow);
  const short = expected === null ? null : Math.max(0, expected - asking.found);
  return (
    <>
      <section class="pane">
        <p class="qty">
          <b>{quantity(asking.found)}</b>
          {expected === null ? unit : say("ofAmountFound", { count: expected, unit })} <Change />
        </p>
        <p class="lead">
          {short === null ? (
            say("why")
          ) : (
            <Phrase
              pieces={pieces("shortWhy")}
              facts={{ count: quantity(short), bin: <Code>{flow.job.task?.from?.code ?? ""}</Code> }}
            />
          )}
        </p>
      </section>
      <ul class="pane flush grow reasons">
        {asking.choices.map((choice) => (
          <li key={choice.code}>
            <Row
              icon={ICONS[choice.code] ?? "flag"}
              title={labelOf(choice)}
              end={<Chevron />}
              onPress={() => tell(floor, { kind: "choice", code: choice.code })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function labelOf(choice: Choice): string {
  const known = SHORT[choice.code];
  return known ? say(known) : choice.label;
}

const KEEPS: readonly Key[] = ["keepFull", "keepCloser", "keepLeadSaid"];

function KeepReason({ got }: { readonly got: string }) {
  const floor = useFloor();
  return (
    <>
      <section class="pane">
        <h2 class="huge">
          <Phrase pieces={pieces("keepWhy")} facts={{ code: <Code>{got}</Code> }} />
        </h2>
      </section>
      <ul class="pane flush grow reasons">
        {KEEPS.map((word) => (
          <li key={word}>
            <Row
              icon="flag"
              title={say(word)}
              end={<Chevron />}
              onPress={() => tell(floor, { kind: "choice", code: say(word) })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface ScanThatLook {
  readonly title: string;
  readonly text: string;
  /** The one on the cart, where that is known. */
  readonly code?: string | null;
}

function ScanThat({ title, text, code = null }: ScanThatLook) {
  return (
    <section class="pane grow first">
      <h2 class="huge">
        {title} {code !== null && <Code>{code}</Code>}
      </h2>
      <p class="lead">{text}</p>
    </section>
  );
}

interface YesNoLook {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  /** What follows a no. */
  readonly onNo?: () => void;
}

function YesNo({ title, text, yes, onNo }: YesNoLook) {
  const floor = useFloor();
  const sayNo = (): void => {
    tell(floor, { kind: "no" });
    onNo?.();
  };
  return (
    <section class="pane grow first">
      <h2 class="huge">{title}</h2>
      <p class="lead">{text}</p>
      <Button look="go wide jumbo" onPress={() => tell(floor, { kind: "yes" })}>
        {yes}
      </Button>
      <Button look="wide jumbo" onPress={sayNo}>
        {say("no")}
      </Button>
    </section>
  );
}

function CloseShort({ lines }: { readonly lines: readonly Line[] }) {
  const floor = useFloor();
  return (
    <>
      <section class="pane">
        <h2 class="huge">{say("closeShort")}</h2>
        <p class="lead">{say("closeShortText")}</p>
      </section>
      <div class="pane flush grow">
        {lines.map((line) => (
          <Row
            key={line.id ?? line.item.sku}
            look="tight"
            icon="short"
            title={<Code>{line.item.sku}</Code>}
            note={<Name>{line.item.name}</Name>}
            end={line.expected === null ? null : <span class="num">{quantity(line.expected)}</span>}
          />
        ))}
      </div>
      <section class="pane">
        <Button look="go wide jumbo" onPress={() => tell(floor, { kind: "yes" })}>
          {say("closeIt")} <Icon name="next" />
        </Button>
      </section>
    </>
  );
}
