import { CommandError } from '../exit-codes.js';
import { addressOf, explain, send } from '../service-client.js';
import type { Step } from './steps.js';
import { tasksOf, type Task } from './tasks.js';

/** Requests in flight: enough to fill a service's batches, few enough for a small machine. */
const IN_FLIGHT_MAX = 16;
/** A load that is refused so often will not get better. */
const REFUSALS_MAX = 20;

export interface PostedCounts {
  accepted: number;
  /** Transfers among them that the service had already. */
  repeated: number;
  refused: number;
}

export interface PostOptions {
  readonly url: string;
  readonly tokenOf: (association: string) => Promise<string>;
  /** Told when a stage begins. */
  readonly onStage: (stage: string) => void;
  readonly onRefusal: (text: string) => void;
}

/** Does a load against a running service, over HTTP. */
export async function postLoad(steps: Iterable<Step>, options: PostOptions): Promise<PostedCounts> {
  const counts: PostedCounts = { accepted: 0, repeated: 0, refused: 0 };
  const inFlight = new Set<Promise<void>>();
  let failure: unknown = null;
  let stage = '';
  for (const task of tasksOf(steps)) {
    if (task.stage !== stage) {
      await Promise.all(inFlight);
      stage = task.stage;
      options.onStage(stage);
    }
    if (failure) break;
    const work: Promise<void> = doTask(task, options, counts)
      .catch((error: unknown) => void (failure ??= error))
      .finally(() => inFlight.delete(work));
    inFlight.add(work);
    if (inFlight.size >= IN_FLIGHT_MAX) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  if (failure) throw failure;
  return counts;
}

async function doTask(task: Task, options: PostOptions, counts: PostedCounts): Promise<void> {
  for (const step of task.steps) {
    const url = addressOf(options.url, step.kind === 'operation' ? step.path : '/v1/transfers');
    const body = step.kind === 'operation' ? step.body : { ...step.header, members: step.members };
    const response = await send(url, await options.tokenOf(step.association), JSON.stringify(body));
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) {
      counts.accepted += 1;
      if (step.kind === 'transfer' && response.status === 200) counts.repeated += 1;
      continue;
    }
    counts.refused += 1;
    options.onRefusal(`${nameOf(step)}: ${explain(response.status, answer)}`);
    if (counts.refused >= REFUSALS_MAX) throw new CommandError(`${REFUSALS_MAX} requests were refused; stopped.`);
    // What would amend a refused transfer has nothing to amend.
    return;
  }
}

function nameOf(step: Step): string {
  return step.kind === 'transfer'
    ? `${step.association} transfer ${step.header.externalId}`
    : `${step.association} ${step.what}`;
}
