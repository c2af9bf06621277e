import {
  hasRoomFor,
  isToldOf,
  narrowed,
  secretsAt,
  webhooksOf,
  type NotedWebhookEvent,
  type SealedPart,
} from './webhooks.js';

const ID = '0d4f2f0e-0a7c-4b1e-9a53-5c0f2d1e7a01';
const part = (eventId: string): SealedPart => ({ eventId, keyId: 'k', sealed: 's' });
const noted = (event: NotedWebhookEvent['event'], at: string, sealed: SealedPart | null = null): NotedWebhookEvent => ({
  event,
  at,
  by: 'a',
  role: 'integrator',
  revision: Number.parseInt(at.slice(8, 10), 10) || 0,
  part: sealed,
});
const registered = noted(
  { type: 'WebhookRegistered', data: { webhookId: ID, types: ['transfer.recorded'], arrangements: ['k1'] } },
  '2026-11-01T00:00:00.000Z',
  part('first'),
);
const after = (...events: NotedWebhookEvent[]) => webhooksOf([registered, ...events]).get(ID)!;

describe('a webhook', () => {
  it('has the address and the secret with which it was registered', () => {
    expect(after()).toMatchObject({ status: 'active', url: part('first'), secret: part('first'), previous: null });
  });

  it('is registered once, whatever comes under its id again', () => {
    const again = noted({ type: 'WebhookRegistered', data: { webhookId: ID, types: [], arrangements: null } }, 'z');
    expect(after(again)).toEqual(after());
  });

  it('keeps its address where a change names none, and counts failures anew from another one', () => {
    const data = { webhookId: ID, types: ['transfer.voided'], arrangements: null };
    const kept = after(noted({ type: 'WebhookChanged', data }, '2026-11-02T00:00:00.000Z'));
    expect(kept).toMatchObject({ types: ['transfer.voided'], url: part('first'), since: registered.at });
    const moved = after(noted({ type: 'WebhookChanged', data }, '2026-11-02T00:00:00.000Z', part('second')));
    expect(moved).toMatchObject({ url: part('second'), secret: part('first'), since: '2026-11-02T00:00:00.000Z' });
  });

  it('has the revision of its last event', () => {
    expect(after().revision).toBe(1);
    const data = { webhookId: ID, types: [], arrangements: null };
    expect(after(noted({ type: 'WebhookChanged', data }, '2026-11-07T00:00:00.000Z')).revision).toBe(7);
  });

  it('signs by both secrets while one replaces the other, the newest first', () => {
    const data = { webhookId: ID, previousUntil: '2026-11-03T00:00:00.000Z' };
    const rotated = after(noted({ type: 'WebhookSecretRotated', data }, '2026-11-02T00:00:00.000Z', part('second')));
    expect(secretsAt(rotated, '2026-11-02T23:59:59.999Z')).toEqual([part('second'), part('first')]);
    expect(secretsAt(rotated, '2026-11-03T00:00:00.000Z')).toEqual([part('second')]);
  });

  it('signs by the new one alone where the old one is to stop at once', () => {
    const data = { webhookId: ID, previousUntil: null };
    const rotated = after(noted({ type: 'WebhookSecretRotated', data }, '2026-11-02T00:00:00.000Z', part('second')));
    expect(secretsAt(rotated, '2026-11-02T00:00:00.000Z')).toEqual([part('second')]);
  });

  it('says why it is off, and forgets it when it is on again', () => {
    const off = noted({ type: 'WebhookSwitchedOff', data: { webhookId: ID, why: 'failing' } }, 'b');
    expect(after(off)).toMatchObject({ status: 'off', why: 'failing', since: 'b' });
    const on = noted({ type: 'WebhookSwitchedOn', data: { webhookId: ID } }, 'c');
    expect(after(off, on)).toMatchObject({ status: 'active', why: null, since: 'c' });
  });
});

describe('what a webhook is told of', () => {
  const held = { types: ['transfer.recorded', 'request.received'], arrangements: ['k1'] };
  it.each([
    ['of its own arrangement', 'transfer.recorded', 'k1', true],
    ['of another arrangement', 'transfer.recorded', 'k2', false],
    ['of none, where it is held to some', 'transfer.recorded', null, false],
    ['of a type that it does not want', 'transfer.voided', 'k1', false],
    ['of what is of no arrangement at all', 'request.received', null, false],
  ])('%s', (_, type, arrangement, told) => {
    expect(isToldOf(held, { type, arrangement })).toBe(told);
  });

  it('is all that it wants where it is held to none', () => {
    const free = { ...held, arrangements: null };
    expect(isToldOf(free, { type: 'request.received', arrangement: null })).toBe(true);
    expect(isToldOf(free, { type: 'transfer.voided', arrangement: 'k1' })).toBe(false);
  });
});

describe('what is left to a webhook when its account comes', () => {
  it.each<[string, string[] | null, string[] | null, string[] | null]>([
    ['all, where the token has as many', ['k1', 'k2'], ['k1', 'k2'], null],
    ['all, where the token has more', ['k1'], ['k1', 'k2'], null],
    ['all, where the token is held to none', ['k1'], null, null],
    ['what the token still has', ['k1', 'k2'], ['k2', 'k3'], ['k2']],
    ['nothing, where the token has none of it', ['k1'], ['k2'], []],
    ['what the token has, where it was held to none', null, ['k1'], ['k1']],
    ['all, where it never was held', null, null, null],
  ])('is %s', (_, arrangements, held, left) => expect(narrowed(arrangements, held)).toEqual(left));
});

describe('room for one more', () => {
  const of = (role: string, by: string, count: number, status: 'active' | 'ended' = 'active') =>
    Array.from({ length: count }, () => ({ role, by, status }));
  const four = ['a', 'b', 'c', 'd'].flatMap((by) => of('integrator', by, 10));
  const integrator = (id: string) => ({ role: 'integrator', id });
  const officer = { role: 'officer', id: 'o' };
  it.each([
    ['is there for an integrator with nine', integrator('a'), of('integrator', 'a', 9), true],
    ['is not there for one with ten', integrator('a'), of('integrator', 'a', 10), false],
    ['is there for another one', integrator('b'), of('integrator', 'a', 10), true],
    ['counts none that is over', integrator('a'), of('integrator', 'a', 10, 'ended'), true],
    ['is kept for officers', integrator('e'), four, false],
    ['is there for officers then', officer, four, true],
    ['is theirs up to the last', officer, [...four, ...of('officer', 'o', 9)], true],
    ['is at an end for all', officer, [...four, ...of('officer', 'o', 10)], false],
  ])('%s', (_, who, webhooks, isThere) => expect(hasRoomFor(who, webhooks)).toBe(isThere));
});
