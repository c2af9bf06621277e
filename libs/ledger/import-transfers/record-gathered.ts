import { Inject, Injectable } from '@nestjs/common';
import { Directory, Pseudonyms, type ActingCaller } from '#access';
import { Refusal } from '#platform';
import { MemberResolver } from '../knowledge/member-resolver.js';
import type { RecordingResult } from '../record-transfer/record-transfer.command.js';
import type { RecordTransferRequest } from '../record-transfer/record-transfer.request.js';
import type { MemberRequest } from '../record-transfer/statement-parts.request.js';
import { TransferRecorder } from '../record-transfer/transfer-recorder.js';
import type { Gathered, Reason } from './gather-transfers.js';

/** What became of the transfer of some gathered lines. */
export interface RecordedGathering {
  readonly result: RecordingResult | Refusal;
  /** Which of the lines says each member that was recorded. */
  readonly memberLines: readonly number[];
  /** Lines of members that nobody could be found for, by their place among the lines. */
  readonly leftOut: ReadonlyMap<number, Reason>;
}

export interface ImportCaller {
  readonly association: string;
  readonly caller: ActingCaller;
  readonly importId: string;
  /** The register that was kept so far, where the rows are of one. */
  readonly register?: string;
}

interface Attempt {
  readonly gathered: Gathered;
  readonly members: readonly MemberRequest[];
  readonly memberLines: readonly number[];
  readonly leftOut: Map<number, Reason>;
}

/** How often a transfer is tried again without the members that were refused. Each time names many of them. */
const ROUNDS_MAX = 20;
const MEMBER = /^\/members\/(\d+)(\/.*)?$/;

/** Records gathered transfers together. A member whom nobody knows is left out, and the rest of the transfer stands. */
@Injectable()
export class GatheredRecorder {
  constructor(
    @Inject(TransferRecorder) private readonly recorder: TransferRecorder,
    @Inject(MemberResolver) private readonly members: MemberResolver,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async record(by: ImportCaller, batch: readonly Gathered[]): Promise<Map<Gathered, RecordedGathering>> {
    const done = new Map<Gathered, RecordedGathering>();
    let attempts = batch.flatMap((gathered) => (gathered.request ? [firstAttempt(gathered)] : []));
    for (let round = 1; attempts.length > 0; round += 1) {
      const results = await this.#try(by, attempts);
      const again: Attempt[] = [];
      for (const [index, attempt] of attempts.entries()) {
        const result = results[index]!;
        const next = round < ROUNDS_MAX ? await this.#without(by.association, attempt, result) : null;
        if (next) again.push(next);
        else done.set(attempt.gathered, { result, memberLines: attempt.memberLines, leftOut: attempt.leftOut });
      }
      attempts = again;
    }
    return done;
  }

  async #try(by: ImportCaller, attempts: readonly Attempt[]): Promise<(RecordingResult | Refusal)[]> {
    const requests = await Promise.all(
      attempts.map(async ({ gathered, members }) => {
        const externalId = await this.#nameOf(by, gathered.request!.externalId);
        return { ...gathered.request!, externalId, members } as unknown as RecordTransferRequest;
      }),
    );
    const outcomes = await this.recorder.recordAll(by.association, by.caller, requests, by);
    return outcomes.map((outcome) => {
      // What failed for a passing reason is no outcome of a line: the step is taken again.
      if (outcome instanceof Error && !(outcome instanceof Refusal)) throw outcome;
      return outcome;
    });
  }

  // A row's name is made of what it says, or is its number: the id of a transfer must not tell of it.
  async #nameOf({ association, register }: ImportCaller, externalId: string): Promise<string> {
    return register === undefined ? externalId : this.pseudonyms.digest(association, `row|${externalId}`);
  }

  /** The same without the members that were refused; null where it was recorded, or no member is to blame. */
  async #without(association: string, attempt: Attempt, result: RecordingResult | Refusal): Promise<Attempt | null> {
    if (!(result instanceof Refusal)) return null;
    const refused = await this.#refusedMembers(association, attempt, result);
    if (refused.size === 0 || refused.size === attempt.members.length) {
      for (const [index, reason] of refused) attempt.leftOut.set(attempt.memberLines[index]!, reason);
      return null;
    }
    const leftOut = new Map(attempt.leftOut);
    for (const [index, reason] of refused) leftOut.set(attempt.memberLines[index]!, reason);
    return {
      gathered: attempt.gathered,
      members: attempt.members.filter((_member, index) => !refused.has(index)),
      memberLines: attempt.memberLines.filter((_line, index) => !refused.has(index)),
      leftOut,
    };
  }

  /** A refusal names only the first of many: those that are refused for the same reason are looked up here. */
  async #refusedMembers(association: string, attempt: Attempt, refusal: Refusal): Promise<Map<number, Reason>> {
    const { members } = attempt;
    const refused = new Map<number, Reason>();
    for (const { pointer, detail } of refusal.facts.errors ?? []) {
      const [, index, rest = ''] = MEMBER.exec(pointer) ?? [];
      if (index !== undefined) refused.set(Number(index), { code: refusal.code, pointer: rest, detail });
    }
    if (refused.size === 0) return refused;
    const { code } = refusal;
    if (code !== 'member-unknown' && !(code === 'invalid-request' && refused.size > 1)) return refused;
    const found = await this.members.lookUp(association, [{ ...attempt.gathered.request, members }]);
    const refs = members.map((member) => member.ref ?? found.refs.get(member) ?? null);
    const known =
      code === 'member-unknown'
        ? await this.directory.known(
            association,
            refs.filter((ref) => ref !== null),
          )
        : null;
    const seen = new Set<string>();
    refs.forEach((ref, index) => {
      if (ref === null || (known && !known.has(ref))) {
        refused.set(index, { code: 'member-unknown', pointer: '', detail: 'is no member of this association' });
      } else if (seen.has(ref)) {
        refused.set(index, { code: 'invalid-request', pointer: '', detail: 'is named twice' });
      } else seen.add(ref);
    });
    return refused;
  }
}

function firstAttempt(gathered: Gathered): Attempt {
  const { request, memberLines } = gathered;
  return { gathered, members: request!.members, memberLines, leftOut: new Map() };
}
