import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, ProjectionProgress, type EventStore } from '#event-store';
import { Clock } from '#platform';
import { addDays, dayInJapan, type Day } from '#statute';
import type { Cadence } from '../domain/cadence.js';
import type { CloseCode } from '../domain/finding-codes.js';
import { findingStream } from '../domain/streams.js';
import type { FilledPeriod } from '../domain/feed-periods.js';
import { ArrangementReader, type ArrangementHistory } from '../knowledge/arrangement-reader.js';
import { FINDINGS } from '../projection/findings.projection.js';
import { GROUNDS } from '../projection/grounds.projection.js';
import { GroundRows } from '../reading/ground-rows.js';
import { FactWriter } from '../writing/fact-writer.js';
import type { Fact } from '../writing/sealed-events.js';
import {
  closeCodeOf,
  feedFindings,
  filledPeriods,
  lateGroundFinding,
  lateGrounds,
  overduePlans,
  totalFindings,
  type WatchFinding,
} from './expectations.js';
import { WatchRows, type KnownFinding } from './watch-rows.js';

/** Nobody asked for it: the ledger looks by itself. */
const LEDGER = { role: 'system', id: 'watch' } as const;
/** More arrangements than an association has. */
const ARRANGEMENTS_MAX = 5_000;
/** Feeds are looked at so far back, and farther only for what is still open: days. */
const LOOK_BACK_DAYS = 400;

/** What should be found on a day, and what the periods of each arrangement hold. */
interface Sight {
  readonly wanted: ReadonlyMap<string, WatchFinding>;
  readonly periods: ReadonlyMap<string, readonly FilledPeriod[]>;
}

/**
 * Looks for what is late or too much: plans whose day is over, feeds that did not come, or came twice, changes of
 * arrangements that were entered behind the transfers that they are about. It opens what it finds once, closes what is so no more with the reason, and opens again what only it had closed. Broken off anywhere,
 * or done by two at once, it comes to the same.
 */
@Injectable()
export class FeedWatch {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(GroundRows) private readonly grounds: GroundRows,
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
    @Inject(WatchRows) private readonly rows: WatchRows,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async look(association: string): Promise<void> {
    const head = await this.store.head(association);
    if (head === null) return;
    // Rows that are behind know less than the log, and would have opened again what was closed long ago.
    await this.progress.waitFor(FINDINGS, association, head);
    await this.progress.waitFor(GROUNDS, association, head);
    const today = dayInJapan(this.clock.now().toISOString());
    const known = new Map((await this.rows.found(association)).map((one) => [one.id, one]));
    const since = sinceOf(known.values(), today);
    const { wanted, periods } = await this.#see(association, { since, today });
    for (const finding of wanted.values()) {
      const before = known.get(finding.findingId);
      if (!before) await this.#open(association, finding);
      else if (before.state === 'closed' && before.closedBy === 'ledger')
        await this.#write(association, before.id, {
          type: 'FindingReopened',
          data: { findingId: before.id },
          sealed: null,
        });
    }
    const over = [...known.values()].filter(({ id, state }) => state === 'open' && !wanted.has(id));
    await this.#close(association, over, periods);
  }

  async #see(association: string, within: { readonly since: Day; readonly today: Day }): Promise<Sight> {
    const { since, today } = within;
    const grounds = await this.grounds.read({ association, kind: 'arrangement', limit: ARRANGEMENTS_MAX });
    const ids = grounds.map(({ id }) => id);
    const histories = await this.arrangements.readAll(association, ids);
    const expecting = [...histories].filter(([, { versions }]) =>
      versions.some(({ data }) => isExpecting(data.cadence)),
    );
    const came = await this.rows.came(
      association,
      expecting.map(([id]) => id),
      since,
    );
    const findings = overduePlans(await this.rows.openPlans(association, today), today);
    const periods = new Map<string, readonly FilledPeriod[]>();
    for (const [id, history] of expecting) {
      const filled = filledPeriods(history, came.get(id) ?? [], within);
      periods.set(id, filled);
      const chain = chainOf(history);
      findings.push(...feedFindings(id, chain, filled, today), ...totalFindings(id, chain, filled, today));
    }
    findings.push(...(await this.#lateGrounds(association, histories)));
    return { wanted: new Map(findings.map((one) => [one.findingId, one])), periods };
  }

  async #lateGrounds(association: string, histories: ReadonlyMap<string, ArrangementHistory>): Promise<WatchFinding[]> {
    const changes = [...histories].flatMap(([id, history]) => lateGrounds(id, history));
    const counts = await this.rows.judgedWithout(association, changes);
    return changes.flatMap((change, index) => {
      const count = counts[index]!;
      const chain = chainOf(histories.get(change.arrangement)!);
      return count > 0 ? [lateGroundFinding(change, chain, count)] : [];
    });
  }

  async #close(association: string, over: readonly KnownFinding[], periods: Sight['periods']): Promise<void> {
    const plans = await this.rows.byId(
      association,
      over.flatMap(({ transfer }) => (transfer ? [transfer] : [])),
    );
    for (const finding of over) {
      const { id: findingId, arrangement } = finding;
      const code: CloseCode = closeCodeOf(finding, plans, (arrangement && periods.get(arrangement)) || []);
      await this.#write(association, findingId, { type: 'FindingClosed', data: { findingId, code }, sealed: null });
    }
  }

  async #open(association: string, data: WatchFinding): Promise<void> {
    const fact = { eventId: data.findingId, type: 'WatchFindingOpened', data, sealed: null };
    await this.#append(association, data.findingId, 'none', fact);
  }

  // Where somebody else wrote meanwhile, the next look sees what it was.
  async #write(association: string, findingId: string, fact: Fact): Promise<void> {
    const events = await this.store.readStream(association, findingStream(findingId));
    await this.#append(association, findingId, events.at(-1)?.envelope.revision ?? 'none', fact);
  }

  async #append(association: string, findingId: string, expected: number | 'none', fact: Fact): Promise<void> {
    const place = { stream: findingStream(findingId), expected, at: this.clock.now() };
    const nothing = { causation: null, occurredAt: null, ruleset: null, knowledgeAt: null };
    await this.writer.write(place, { association, actor: LEDGER, ...nothing }, [{ subject: null, fact }]);
  }
}

function chainOf({ versions }: ArrangementHistory): 'open' | 'restricted' {
  const { restricted, memberView } = versions.at(-1)!.data;
  return restricted || memberView === 'hidden' ? 'restricted' : 'open';
}

function isExpecting(cadence: Cadence | null): boolean {
  return cadence !== null && cadence.every !== 'event';
}

function sinceOf(known: Iterable<KnownFinding>, today: Day): Day {
  const open = [...known].flatMap(({ state, period }) => (state === 'open' && period ? [period.from] : []));
  return [addDays(today, -LOOK_BACK_DAYS), ...open].sort()[0]!;
}
