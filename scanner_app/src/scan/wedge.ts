// Hears a scanner by both of its ways: as a keyboard that types, and as an input method that commits a text.
import { Collector, type Timers } from "./collector.ts";
import { Fields, isField } from "./fields.ts";
import { readScan, type Scan } from "./scan.ts";
import { makeSink } from "./sink.ts";

/** What can be known of a scanner beforehand. */
export type WedgeSettings = {
  /** Characters that this scanner puts in front of each code. */
  readonly prefix?: string;
  /** Learned on this device before: each scan ends with Enter or Tab. */
  readonly endsWithSuffix?: boolean;
  readonly onLearned?: (endsWithSuffix: boolean) => void;
  /** How assistive technology calls the off-screen input. */
  readonly label?: string;
};

export type Wedge = { stop(): void; focus(): void };

/** Control characters as a keyboard types them: Ctrl+] is GS, Ctrl+6 RS, Ctrl+D EOT. */
const CONTROLS: Readonly<Record<string, string>> = { "]": "\u001d", "6": "\u001e", "^": "\u001e", d: "\u0004", D: "\u0004" };

/** Hand each scan to `heard`, one by one and in order; none is dropped, whatever `heard` does. */
export function listen(page: Document, heard: (scan: Scan) => void, settings: WedgeSettings = {}): Wedge {
  const view = page.defaultView;
  if (view === null) {
    throw new Error("A page without a window hears no scanner.");
  }
  const sink = makeSink(page, settings.label ?? "Scanner");
  const fields = new Fields();
  const tell = inOrder(heard);
  const collected = (raw: string, at: number, isInField: boolean): void => {
    if (isInField) {
      fields.putBack();
    }
    sink.input.value = "";
    const text = settings.prefix && raw.startsWith(settings.prefix) ? raw.slice(settings.prefix.length) : raw;
    tell(readScan(text, view.performance.timeOrigin + at));
  };
  const learned = settings.onLearned ?? ((): void => undefined);
  const collector = new Collector(timersOf(view), collected, learned, settings.endsWithSuffix);
  const stop = new AbortController();
  wire(page, { collector, fields, input: sink.input, signal: stop.signal });
  sink.keepFocus(stop.signal);
  return {
    focus: sink.focus,
    stop: (): void => {
      stop.abort();
      sink.input.remove();
    },
  };
}

type Wires = { readonly collector: Collector; readonly fields: Fields; readonly input: HTMLInputElement; readonly signal: AbortSignal };

/** Hear everything before the page does. */
function wire(page: Document, { collector, fields, input, signal }: Wires): void {
  const keys = new Keys(collector, fields);
  const on = <E extends Event>(name: string, hear: (event: E) => void): void =>
    page.addEventListener(name, (event) => hear(event as E), { capture: true, signal });
  on<KeyboardEvent>("keydown", (event) => keys.down(event));
  on<KeyboardEvent>("keyup", (event) => keys.up(event));
  on<InputEvent>("beforeinput", (event) => beforeCommit(event, fields));
  on<InputEvent>("input", (event) => commit(event, collector, input));
  on<CompositionEvent>("compositionend", (event) => composed(event, collector, input));
  on<FocusEvent>("focusout", (event) => {
    if (isField(event.target)) {
      collector.leaveField();
    }
  });
}

/** A queue of its own: one scan that fails to be heard does not take the next ones with it. */
function inOrder(heard: (scan: Scan) => void): (scan: Scan) => void {
  const waiting: Scan[] = [];
  let isTelling = false;
  return (scan) => {
    waiting.push(scan);
    if (isTelling) {
      return;
    }
    isTelling = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        heard(next);
      } catch (error) {
        reportError(error);
      }
    }
    isTelling = false;
  };
}

function timersOf(view: Window): Timers {
  return {
    now: () => performance.now(),
    after: (ms, run) => view.setTimeout(run, ms),
    cancel: (timer) => view.clearTimeout(timer),
    // A hidden page draws no frames; the timer alone must do there.
    afterFrame: (run) => {
      const next = (): number => view.setTimeout(run, 0);
      void (view.document.hidden ? next() : view.requestAnimationFrame(next));
    },
  };
}

/** The way of keys: USB and Bluetooth scanners, and handhelds that send characters as events. */
class Keys {
  private alt: string | null = null;
  private readonly collector: Collector;
  private readonly fields: Fields;

  constructor(collector: Collector, fields: Fields) {
    this.collector = collector;
    this.fields = fields;
  }

  down(event: KeyboardEvent): void {
    // Autofill and input methods send events without a key; their text comes by the other way.
    const key: string | undefined = event.key;
    if (key === undefined || event.isComposing || key === "Process" || key === "Unidentified") {
      return;
    }
    if (key === "Alt") {
      this.alt = "";
    } else if (this.alt !== null && /^(Numpad|Digit)\d$/.test(event.code)) {
      this.alt += event.code.slice(-1); // whatever Num Lock makes of the key
      event.preventDefault();
    } else if (key === "Enter" || key === "Tab") {
      this.suffix(event);
    } else {
      this.typed(event, charOf(event));
    }
  }

  /** Alt held while 0029 is typed is the character 29. */
  up(event: KeyboardEvent): void {
    if (event.key !== "Alt" || this.alt === null) {
      return;
    }
    const code = Number(this.alt);
    this.alt = null;
    if (code > 0 && code < 127) {
      this.typed(event, String.fromCharCode(code));
    }
  }

  private suffix(event: KeyboardEvent): void {
    if (this.collector.suffix(event.timeStamp, isField(event.target))) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  private typed(event: KeyboardEvent, char: string | null): void {
    if (char === null) {
      return;
    }
    const isInField = isField(event.target);
    if (this.collector.char(char, event.timeStamp, isInField) && isInField) {
      this.fields.keep(event.target);
    }
    if (!isInField || char < " ") {
      event.preventDefault(); // no shortcut of the browser, no press of a focused button, no second way
    }
  }
}

/** Scanners of some handhelds hold Alt down with every character, so Alt alone changes nothing. */
function charOf(event: KeyboardEvent): string | null {
  if (event.ctrlKey && !event.altKey) {
    return CONTROLS[event.key] ?? (event.code === "BracketRight" ? "\u001d" : null);
  }
  return event.metaKey || [...event.key].length !== 1 ? null : event.key;
}

function beforeCommit(event: InputEvent, fields: Fields): void {
  if (isField(event.target) && (event.data?.length ?? 0) > 1) {
    fields.keep(event.target);
  }
}

/** The way of texts: an input method commits the whole code, and no usable key comes. */
function commit(event: InputEvent, collector: Collector, sink: HTMLInputElement): void {
  if (event.isComposing) {
    return;
  }
  if (event.target === sink) {
    const text = event.data ?? sink.value;
    sink.value = "";
    collector.commit(text, event.timeStamp, false);
  } else if (isField(event.target) && !event.inputType.startsWith("delete") && (event.data?.length ?? 0) > 3) {
    collector.commit(event.data ?? "", event.timeStamp, true);
  }
}

function composed(event: CompositionEvent, collector: Collector, sink: HTMLInputElement): void {
  if (event.target === sink && event.data !== "") {
    sink.value = "";
    collector.commit(event.data, event.timeStamp, false);
  }
}

