import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pseudonyms, type Caller } from '#access';
import { EVENT_STORE, ProjectionProgress, type EventStore, type StoredEvent } from '#event-store';
import { Clock, Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import type { OfficerCloseCode } from '../domain/finding-codes.js';
import type { FindingAssigned, FindingClosed, FindingReopened } from '../domain/finding-events.js';
import { findingStream } from '../domain/streams.js';
import { FindingRows, type FindingState } from '../list-findings/finding-rows.js';
import { FINDINGS } from '../projection/findings.projection.js';
import { FactWriter } from '../writing/fact-writer.js';

export type FindingWish =
  | { readonly do: 'assign'; readonly owner: string | null }
  | { readonly do: 'close'; readonly code: OfficerCloseCode; readonly text: string }
  | { readonly do: 'reopen'; readonly text: string };

export interface FindingKept {
  readonly id: string;
  readonly state: 'open' | 'closed';
  readonly position: string;
  readonly recordedAt: string;
  /** False when it stood so before. */
  readonly isNew: boolean;
}

export class KeepFinding extends Command<FindingKept> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly findingId: string,
    readonly wish: FindingWish,
    readonly requestId: string | null,
  ) {
    super();
  }
}

type Kept = FindingAssigned | FindingClosed | FindingReopened;

/** What an officer does to a finding: taken care of by somebody, closed for a reason, opened again. */
@CommandHandler(KeepFinding)
export class KeepFindingHandler implements ICommandHandler<KeepFinding, FindingKept> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(FindingRows) private readonly findings: FindingRows,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, findingId, wish, requestId }: KeepFinding): Promise<FindingKept> {
    const events = await this.store.readStream(association, findingStream(findingId));
    const head = await this.store.head(association);
    if (head !== null) await this.progress.waitFor(FINDINGS, association, head);
    const finding = await this.findings.stateOf(association, findingId);
    if (!finding) throw new Refusal('finding-unknown');
    const fact = await this.#decide(association, caller, { findingId, finding, wish, last: events.at(-1) });
    const state = wish.do === 'assign' ? finding.state : wish.do === 'close' ? 'closed' : 'open';
    if (fact === null) {
      const { position, envelope } = events.at(-1)!;
      return { id: findingId, state, position, recordedAt: envelope.recordedAt, isNew: false };
    }
    const actor = await this.pseudonyms.actor(association, caller);
    const context = { association, actor, causation: requestId, occurredAt: null, ruleset: null, knowledgeAt: null };
    const expected = events.at(-1)?.envelope.revision ?? ('none' as const);
    const place = { stream: findingStream(findingId), expected, at: this.clock.now() };
    const result = await this.writer.write(place, context, [{ subject: null, fact }]);
    if (result.outcome !== 'appended') throw new Refusal('finding-changed');
    return { id: findingId, state, position: result.events[0]!.position, recordedAt: result.recordedAt, isNew: true };
  }

  /** Null where it stands so already. */
  async #decide(
    association: string,
    caller: Pick<Caller, 'role' | 'subject'>,
    known: {
      readonly findingId: string;
      readonly finding: FindingState;
      readonly wish: FindingWish;
      readonly last: StoredEvent | undefined;
    },
  ): Promise<Kept | null> {
    const { findingId, finding, wish, last } = known;
    switch (wish.do) {
      case 'assign': {
        if (finding.state === 'closed') throw new Refusal('finding-closed');
        const subject = wish.owner ?? caller.subject;
        const { id: owner } = await this.pseudonyms.actor(association, { role: caller.role, subject });
        if (finding.owner === owner) return null;
        return { type: 'FindingAssigned', data: { findingId, owner }, sealed: null };
      }
      case 'close': {
        if (finding.state === 'closed') {
          if (finding.closedBy === 'officer' && finding.closedCode === wish.code) return null;
          throw new Refusal('finding-closed', { closedFor: finding.closedCode });
        }
        const text = maskMyNumbers(wish.text).text;
        return { type: 'FindingClosed', data: { findingId, code: wish.code }, sealed: { text } };
      }
      case 'reopen': {
        if (finding.state === 'open') {
          if (last?.envelope.type === 'FindingReopened') return null;
          throw new Refusal('finding-open');
        }
        return { type: 'FindingReopened', data: { findingId }, sealed: { text: maskMyNumbers(wish.text).text } };
      }
      default:
        return wish satisfies never;
    }
  }
}
