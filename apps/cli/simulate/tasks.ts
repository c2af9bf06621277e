import type { Operation, Step } from './steps.js';

/** Steps that must follow each other: a consent and its withdrawal, a transfer and its amendments. */
export interface Task {
  readonly stage: string;
  readonly steps: readonly Step[];
}

const FOLLOWS: ReadonlySet<Operation['what']> = new Set(['withdrawal', 'correction', 'completion', 'void']);

/** Tasks of one stage may be done at once; a stage begins when the one before it is done. */
export function* tasksOf(steps: Iterable<Step>): Generator<Task> {
  let current: Step[] = [];
  for (const step of steps) {
    if (current.length > 0 && !(step.kind === 'operation' && FOLLOWS.has(step.what))) {
      yield { stage: stageOf(current[0]!), steps: current };
      current = [];
    }
    current.push(step);
  }
  if (current.length > 0) yield { stage: stageOf(current[0]!), steps: current };
}

function stageOf(step: Step): string {
  if (step.kind === 'transfer') return `transfers of ${step.association}`;
  return `${step.what === 'member' ? 'members' : 'standing'} of ${step.association}`;
}
