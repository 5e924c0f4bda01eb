/** Home: the next job with the reason it is first, the other kinds of work, and any scan begins something too. */
import { Button } from "../../parts/button.tsx";
import { Name } from "../../parts/code.tsx";
import { Chip } from "../../parts/chip.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Row } from "../../parts/row.tsx";
import { Sign } from "../../parts/sign.tsx";
import { say } from "../../words/scanner.ts";
import { quantity, timeOfDay } from "../../words/voice.ts";
import type { FloorTask } from "../../work/types.ts";
import { Frame } from "../frame.tsx";
import { type Floor, useFloor } from "../floor.ts";
import { helpWanted } from "../helping.ts";
import { KINDS, titleOf, worksOf } from "../kinds.ts";
import { openOf, useQueues } from "../queues.ts";
import { beginKind, beginTask, nextKept } from "../working.ts";

export function HomeScreen() {
  const floor = useFloor();
  const { person, location } = floor.link.session;
  const next = nextKept(floor);
  useQueues(floor);
  return (
    <Frame
      title={person.value?.name ?? ""}
      note={location.value?.name}
      acts={[
        { word: say("undo"), icon: "undo", onPress: () => (floor.sheet.value = "undo") },
        { word: say("help"), icon: "help", onPress: () => void helpWanted(floor) },
      ]}
    >
      {next ? <NextJob task={next} floor={floor} /> : <AskForWork floor={floor} />}
      <p class="or" role="status" aria-busy={floor.isBusy.value}>
        <Icon name={floor.isBusy.value ? "busy" : "scan"} /> {say(floor.isBusy.value ? "asking" : "orScan")}
      </p>
      <ul class="pane flush grow works">
        {worksOf(floor).map((work) => (
          <li key={work.word}>
            <Row
              icon={work.icon}
              title={say(work.word)}
              end={<Open count={openOf(floor, work.kinds)} />}
              onPress={() => void work.begin(floor)}
            />
          </li>
        ))}
      </ul>
    </Frame>
  );
}

function NextJob({ task, floor }: { readonly task: FloorTask; readonly floor: Floor }) {
  const place = task.from?.code ?? task.to?.code;
  return (
    <>
      <section class="pane first">
        {task.dueAt && (
          <p>
            <Chip icon={task.kind === "PICK" ? "truck" : "clock"} mood="act">
              {say("dueAt", { time: timeOfDay(task.dueAt) })}
            </Chip>
          </p>
        )}
        <h2 class="huge">
          <span>{say(KINDS[task.kind])}</span> <bdi>{titleOf(task)}</bdi>
        </h2>
        <p class="lead">
          <Name>{leadOf(task)}</Name>
        </p>
      </section>
      {place && <Sign code={place} height="low" head={say(task.from ? "startsAt" : "goesTo")} />}
      <section class="pane">
        <Button look="go wide jumbo" onPress={() => beginTask(floor, task)}>
          {say("start")} <Icon name="next" />
        </Button>
      </section>
    </>
  );
}

function leadOf(task: FloorTask): string {
  if (task.walk) return say("stops", { count: task.walk.stops - task.walk.stopsDone });
  return task.item?.name ?? task.container?.code ?? "";
}

function AskForWork({ floor }: { readonly floor: Floor }) {
  return (
    <section class="pane first">
      <h2 class="huge">{say("noJobHere")}</h2>
      <Button look="go wide jumbo" isBusy={floor.isBusy.value} icon="next" onPress={() => void beginKind(floor, [])}>
        {say("nextJob")}
      </Button>
    </section>
  );
}

function Open({ count }: { readonly count: number }) {
  return count > 0 ? <span class="num">{quantity(count)}</span> : <Icon name="chev" />;
}
