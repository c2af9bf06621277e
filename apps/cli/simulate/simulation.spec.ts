import { createHash } from 'node:crypto';
import { dayInJapan, myNumberSuspects } from '#statute';
import { readSamples, type Sample } from '../serve/samples.js';
import { readHabits, type Habits } from './feeds.js';
import { importRows, operationRow } from './rows.js';
import { simulate, type SimulationOptions } from './simulation.js';
import type { Operation, SimulatedTransfer, Step } from './steps.js';

const OPTIONS = { members: 400, years: 1, seed: 7, until: '2026-09-30', membersPerTransfer: 1_000 };

let samples: Sample[];
let habits: Habits;
beforeAll(async () => {
  samples = await readSamples();
  habits = await readHabits();
});

const load = (options: Partial<SimulationOptions> = {}, from = samples): Step[] => [
  ...simulate({ ...OPTIONS, ...options }, from, habits),
];
/** Associations with few feeds: their loads are large enough and made in a moment. */
const three = () => samples.filter(({ association }) => /seizo|unyu|kurashi/.test(association.id));
const isTransfer = (step: Step): step is SimulatedTransfer => step.kind === 'transfer';
const isOperation = (step: Step): step is Operation => step.kind === 'operation';
const feedOf = ({ header }: SimulatedTransfer) => header.externalId.split('.')[0]!;
const dayOf = ({ header }: SimulatedTransfer) =>
  (header['occurredOn'] as string | undefined) ?? dayInJapan(header['occurredAt'] as string);

function bytesOf(steps: readonly Step[]): string {
  const rows = steps.flatMap((step) => (isTransfer(step) ? [...importRows(step, true)] : [operationRow(step)]));
  return createHash('sha256').update(rows.join('\n')).digest('hex');
}

describe('a load', () => {
  it('is the same bytes for the same seed, and others for another', () => {
    const digests = [load(), load(), load({ seed: 8 }), load({ members: 401 }), load({ years: 2 })].map(bytesOf);
    expect(digests[1]).toBe(digests[0]);
    expect(new Set(digests).size).toBe(4);
  });

  it('has the same transfers whether or not the registrations are looked at', () => {
    const whole = load().filter((step) => isTransfer(step) || step.path.startsWith('/v1/transfers'));
    expect(bytesOf(load({ transfersOnly: true }))).toBe(bytesOf(whole));
  });

  it('names no transfer as another load does, so that none speaks of it in other words', () => {
    const ids = (steps: Step[]) => steps.filter(isTransfer).map(({ id }) => id);
    const all = [load(), load({ members: 401 }), load({ until: '2026-08-31' }), load({}, samples.slice(1))].map(ids);
    expect(new Set(all.flat()).size).toBe(all.flat().length);
  });

  it.each([5, 60, 2_000])('of %i members holds every feed of the catalogue', (members) => {
    const wanted = samples.flatMap(({ association, arrangements }) =>
      arrangements.map(({ id }) => `${association.id} ${id}`),
    );
    const seen = load({ members })
      .filter(isTransfer)
      .map((transfer) => `${transfer.association} ${feedOf(transfer)}`);
    // Of a handful of members nobody may have consented to a feed that asks for it.
    const found = wanted.filter((feed) => seen.includes(feed));
    expect(found.length).toBeGreaterThanOrEqual(members < 60 ? wanted.length / 2 : wanted.length);
  });

  it('follows the seasons: checkups in autumn, changes of insurers in April, high costs every month', () => {
    const lines = new Map<string, number[]>();
    for (const transfer of load({ members: 12_000 }, three()).filter(isTransfer)) {
      const months = lines.get(feedOf(transfer)) ?? Array.from({ length: 12 }, () => 0);
      months[Number(dayOf(transfer).slice(5, 7)) - 1]! += transfer.members.length;
      lines.set(feedOf(transfer), months);
    }
    const peak = (feed: string) => lines.get(feed)!.indexOf(Math.max(...lines.get(feed)!)) + 1;
    expect([peak('B03'), peak('D04'), peak('P04')]).toEqual([10, 4, 4]);
    expect(lines.get('B01')!.every((month) => month > 40)).toBe(true);
    expect(lines.get('B03')!.slice(2, 5)).toEqual([0, 0, 0]);
  });

  it('does first what the rest needs: members, then their standing, then transfers, each before its amendments', () => {
    const known = new Set<string>();
    const missing: string[] = [];
    const need = (name: string) => known.has(name) || missing.push(name);
    for (const step of load()) {
      if (isTransfer(step)) {
        for (const { ref } of step.members) if (ref) need(ref as string);
        known.add(step.id);
      } else if (step.what === 'member') known.add(step.body['ref'] as string);
      else {
        need(step.path.split('/')[3]!);
        if (step.what === 'consent') known.add(step.body['id'] as string);
        if (step.what === 'withdrawal') need(step.path.split('/')[5]!);
      }
    }
    expect([known.size > 500, missing]).toEqual([true, []]);
  });

  it('has batches and single members, corrections, completions, voids, withdrawals and objections', () => {
    const steps = load({ members: 2_000 });
    const sizes = steps.filter(isTransfer).map(({ members }) => members.length);
    expect([Math.min(...sizes), Math.max(...sizes) > 20]).toEqual([1, true]);
    const kinds = new Set(steps.filter(isOperation).map(({ what }) => what));
    expect([...kinds].sort()).toEqual([
      'completion',
      'consent',
      'correction',
      'member',
      'objection',
      'void',
      'withdrawal',
    ]);
  });

  it('sends no more members at once than is asked for, and none twice', () => {
    const transfers = load({ members: 3_000, membersPerTransfer: 10 }, three()).filter(isTransfer);
    const sizes = transfers.map(({ members }) => members.length);
    const distinct = transfers.map(({ members }) => new Set(members.map((member) => JSON.stringify(member))).size);
    expect([Math.max(...sizes), distinct]).toEqual([10, sizes]);
  });

  it('stays within its days, which are days in Japan', () => {
    const transfers = load({ until: '2026-08-14' }).filter(isTransfer);
    const days = transfers.map(dayOf).sort();
    expect([days[0]! >= '2025-09-01', days.at(-1)! <= '2026-08-14']).toEqual([true, true]);
    // Shortly after midnight in Japan it is still the day before in UTC.
    const b03 = transfers.find((transfer) => feedOf(transfer) === 'B03')!;
    expect((b03.header['occurredAt'] as string).slice(0, 10) < dayOf(b03)).toBe(true);
  });

  it('knows invented persons only, and nothing that looks like an individual number', () => {
    const steps = load({ seed: 4_294_967_295 });
    const members = steps.filter(isOperation).filter(({ what }) => what === 'member');
    expect(members.filter(({ body }) => !(body['name'] as string).includes('見本'))).toEqual([]);
    const names = steps.filter(isTransfer).flatMap(({ header }) => [header.source, header.externalId]);
    expect(names.filter((name) => myNumberSuspects(name).length > 0)).toEqual([]);
  });

  it('gives a feed without seasons of its own those of its cadence', () => {
    const transfers = [...simulate(OPTIONS, samples, { ...habits, seasons: new Map() })].filter(isTransfer);
    const months = (feed: string) =>
      new Set(transfers.filter((one) => feedOf(one) === feed).map((one) => dayOf(one).slice(5, 7)));
    expect([months('B03'), months('B01').size > 4]).toEqual([new Set(['10']), true]);
  });
});
