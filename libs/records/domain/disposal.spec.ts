import { readFileSync } from 'node:fs';
import { disposalOf, linesIn, type Noted } from './disposal.js';
import type { DisposalEvent, DisposalProposed } from './disposal-events.js';

const golden = JSON.parse(readFileSync(new URL('./golden/events-v1.json', import.meta.url), 'utf8')) as (
  DisposalEvent | { type: 'SeriesClosed' | 'RegisterExported' }
)[];
const OTHERS: readonly string[] = ['SeriesClosed', 'RegisterExported', 'DisposalWithdrawn'];
const events = golden.filter((event): event is DisposalEvent => !OTHERS.includes(event.type));

const noted = (some: readonly DisposalEvent[]): Noted[] =>
  some.map((event, index) => ({
    event,
    by: event.type === 'DisposalApproved' ? 'second' : 'first',
    role: 'officer',
    at: '2029-06-12T00:00:00.000Z',
    position: String(index + 1).padStart(16, '0'),
    leafHash: 'leaf',
    revision: index,
  }));
const upTo = (type: DisposalEvent['type']) =>
  disposalOf(noted(events.slice(0, events.findIndex((event) => event.type === type) + 1)));

describe('a disposal', () => {
  it('is nothing while it is only listed', () => {
    expect([disposalOf([]), upTo('DisposalListed')]).toEqual([null, null]);
  });

  it('is over where its proposal is withdrawn', () => {
    const proposed = events.slice(0, events.findIndex(({ type }) => type === 'DisposalProposed') + 1);
    const { disposalId } = (proposed.at(-1) as DisposalProposed).data;
    const withdrawn = { type: 'DisposalWithdrawn', data: { disposalId }, sealed: null } as const;
    expect(disposalOf(noted([...proposed, withdrawn]))).toMatchObject({
      status: 'withdrawn',
      approvedBy: null,
      revision: proposed.length,
    });
  });

  it('is proposed with its list, approved by another person, executed and certified', () => {
    expect(upTo('DisposalProposed')).toMatchObject({ status: 'proposed', proposedBy: 'first', approvedBy: null });
    expect(upTo('DisposalApproved')).toMatchObject({ status: 'approved', proposedBy: 'first', approvedBy: 'second' });
    const executed = upTo('DisposalCertified')!;
    expect(executed).toMatchObject({ status: 'executed', revision: events.length - 1 });
    const step = { role: 'officer', at: '2029-06-12T00:00:00.000Z' };
    expect(executed.steps).toEqual({ proposed: step, approved: step, executed: step });
    expect(executed.certificate).toMatchObject({ records: 3, keys: 2, leafHash: 'leaf' });
    expect([executed.records, executed.kept, executed.spared].map(linesIn)).toEqual([4, 1, 1]);
  });
});
