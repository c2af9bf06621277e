import { feed } from './feeds.js';
import type { KirokuInProcess } from './kiroku-in-process.js';

/** RFC 9457 problem details as answered. */
export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly [fact: string]: unknown;
}

/** What a poster gets back, as far as tests look at it. */
export interface Answer {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly phase: string;
  readonly position: string;
  readonly leafHash: string;
  readonly groups: readonly {
    readonly lines: readonly number[];
    readonly allowed: boolean;
    readonly duty: string;
    readonly retainUntil: string | null;
    readonly findings: readonly { readonly code: string; readonly pointer: string }[];
  }[];
}

export interface ListedRecord {
  readonly id: string;
  readonly transfer: string;
  readonly status: string;
  readonly occurredOn: string;
  readonly retainUntil: string | null;
  readonly person: { readonly ref: string; readonly name: string };
  readonly party: { readonly name: string };
}

const b04 = feed('B04');

/** Attendance status to an employer by consent: the feed that most tests post, under names of their own. */
export const B04 = { association: b04.association, arrangement: 'B04', members: b04.post.members };

export function aPost(externalId: string, changes: object = {}): object {
  return { ...b04.post, externalId, ...changes };
}

/** Records of a transfer in the register of provisions, once its position is there. */
export async function registered(
  kiroku: KirokuInProcess,
  { id, position }: Pick<Answer, 'id' | 'position'>,
  association = B04.association,
): Promise<ListedRecord[]> {
  const officer = await kiroku.token('officer', association);
  const path = `/v1/provision-records?limit=200&atLeast=${position}`;
  const { body } = await kiroku.get<{ records: ListedRecord[] }>(path, officer);
  return body.records.filter((one) => one.transfer === id);
}
