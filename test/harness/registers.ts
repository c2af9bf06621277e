import { setTimeout } from 'node:timers/promises';
import type { Answer } from './recording.js';
import type { KirokuInProcess } from './kiroku-in-process.js';

/** A record of a register, as far as tests look at it. */
export interface ShownRecord {
  readonly id: string;
  readonly transfer: string;
  readonly line: number;
  readonly status: string;
  readonly duty: string;
  readonly method: string | null;
  readonly proxyMethod: string | null;
  readonly proxyBy: string | null;
  readonly contractRef: string | null;
  readonly occurredOn: string;
  readonly madeOn: string;
  readonly series: {
    readonly id: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly firstOn: string | null;
    readonly lastOn: string | null;
    readonly closedBy: string | null;
  } | null;
  readonly party: { readonly name: string };
  readonly person: { readonly ref: string; readonly name: string | null; readonly number: string | null };
  readonly acquisition: string | null;
  readonly fields: readonly {
    readonly code: string;
    readonly statutory: boolean;
    readonly present: boolean;
    readonly from: string | null;
  }[];
  readonly complete: boolean;
  readonly missing: readonly string[];
  readonly retainUntil: string | null;
  readonly disposableFrom: string | null;
  readonly keptFor: readonly string[];
  readonly quarantine: string | null;
  readonly notEvidencedBefore: string | null;
}

type List = 'provision-records' | 'receipt-records' | 'quarantine';

/** Records of one transfer in a list, once a position is in it. */
export async function recordsOf(
  kiroku: KirokuInProcess,
  association: string,
  list: List,
  { id, position }: Pick<Answer, 'id' | 'position'>,
): Promise<ShownRecord[]> {
  const officer = await kiroku.token('officer', association);
  const path = `/v1/${list}?limit=200&atLeast=${position}`;
  const { status, body } = await kiroku.get<{ records: ShownRecord[] }>(path, officer);
  if (status !== 200) throw new Error(`${list} answered ${status}: ${JSON.stringify(body)}`);
  return body.records.filter((one) => one.transfer === id);
}

const LOOKS_MAX = 200;

/** Asks again until the answer is as wanted. */
export async function eventually<Value>(
  ask: () => Promise<Value>,
  isWanted: (value: Value) => boolean,
): Promise<Value> {
  for (let look = 1; ; look += 1) {
    const value = await ask();
    if (isWanted(value)) return value;
    if (look === LOOKS_MAX) throw new Error(`It never came to it: ${JSON.stringify(value)}`);
    await setTimeout(50);
  }
}
