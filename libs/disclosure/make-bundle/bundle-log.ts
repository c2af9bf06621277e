import { Inject, Injectable } from '@nestjs/common';
import { Pseudonyms, type Caller } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { FactWriter } from '#ledger';
import { Clock, Refusal } from '#platform';
import { bundleStream, type BundleEvent } from '../domain/bundle-events.js';
import type { MadeBundle } from './bundle-maker.js';
import type { BundleRow } from './bundle-row.js';
import type { BundleWish } from './bundle-wish.js';

type BundleName = Pick<BundleRow, 'association' | 'bundle_id'>;
type BundleCaller = Pick<Caller, 'role' | 'subject'>;

/** Writes what becomes of a bundle into the log, after it was asked for. */
@Injectable()
export class BundleLog {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async decided(
    bundle: BundleName,
    caller: BundleCaller,
    type: 'BundleApproved' | 'BundleWithdrawn',
  ): Promise<boolean> {
    // A proposal has one event; where there is another by now, somebody else decided.
    return this.#write(bundle, caller, { type, data: { bundleId: bundle.bundle_id }, sealed: null }, 0);
  }

  async made(
    row: BundleRow,
    { looker }: BundleWish,
    { size, events, records, bytes, sha256 }: MadeBundle,
  ): Promise<void> {
    const data = { bundleId: row.bundle_id, size, events, records, bytes, sha256 };
    await this.#write(row, looker, { type: 'BundleMade', data, sealed: null }, 'exists');
  }

  async taken(bundle: BundleName, caller: BundleCaller): Promise<void> {
    const fact: BundleEvent = { type: 'BundleTaken', data: { bundleId: bundle.bundle_id }, sealed: null };
    if (!(await this.#write(bundle, caller, fact, 'exists'))) throw new Refusal('bundle-unknown');
  }

  /** Whether a decision of a proposal stands in the log, and by whom. */
  async decision({
    association,
    bundle_id,
  }: BundleName): Promise<{ readonly type: string; readonly by: string } | null> {
    const [decided] = await this.store.readStream(association, bundleStream(bundle_id), { from: 1, limit: 1 });
    return decided ? { type: decided.envelope.type, by: decided.envelope.actor.id } : null;
  }

  async #write(
    { association, bundle_id }: BundleName,
    caller: BundleCaller,
    fact: BundleEvent,
    expected: number | 'exists',
  ): Promise<boolean> {
    const actor = await this.pseudonyms.actor(association, caller);
    const context = { association, actor, causation: null, occurredAt: null, ruleset: null, knowledgeAt: null };
    const place = { stream: bundleStream(bundle_id), expected, at: this.clock.now() };
    const { outcome } = await this.writer.write(place, context, [{ fact, subject: null }]);
    return outcome === 'appended';
  }
}
