import { currentRuleset, DEFAULT_SETTINGS, voluntaryExtraOf, VOLUNTARY_EXTRAS } from '#statute';
import { aContent, anExtra, context, courseOf, decide, LICENCE, receive, RECORD } from '../../testing/a-request.js';
import type { RequestExtrasFrozen } from './request-events.js';
import { extrasToDisclose, voluntaryContent, type VoluntaryMovement } from './voluntary-content.js';

const { extras } = currentRuleset('2026-04-10').requests.voluntary;
const { fields: _fields, date: _date, ...shared } = anExtra();
const movement: VoluntaryMovement = { ...shared, occurredOn: '2026-02-01', view: 'show' };
const known = (list = [anExtra()], isCut = false) => context({ extras: { asOf: '12', list, isCut } });
const ready = [receive(), LICENCE];

describe('what is told beside records although no law asks for it', () => {
  it('is nothing unless the association switched it on (A28)', () => {
    expect(DEFAULT_SETTINGS.voluntaryExtras).toEqual([]);
    const sent = { label: 'joint-use', direction: 'OUT', recorded: false } as const;
    expect(voluntaryExtraOf(extras, DEFAULT_SETTINGS.voluntaryExtras, sent)).toBeNull();
    expect(courseOf([...ready, decide()]).events.map(({ type }) => type)).not.toContain('RequestExtrasFrozen');
  });

  it.each([
    ['joint-use', 'OUT', false, 'JOINT_USE'],
    ['entrustment', 'IN', false, 'ENTRUSTMENT'],
    ['receipt', 'IN', false, 'UNRECORDED_RECEIPT'],
    ['succession', 'IN', false, 'UNRECORDED_RECEIPT'],
    ['succession', 'OUT', false, undefined],
    ['statutory', 'OUT', false, undefined],
    ['third-party-provision', 'OUT', true, 'FURTHER_FIELDS'],
    ['number-act', 'OUT', false, undefined],
    ['other', 'OUT', false, undefined],
  ] as const)('%s %s, with a record: %s, is %s', (label, direction, recorded, code) => {
    expect(voluntaryExtraOf(extras, VOLUNTARY_EXTRAS, { label, direction, recorded })?.code).toBe(code);
  });

  it('counts a joint use that came in as a receipt where joint use is not told', () => {
    const received = { label: 'joint-use', direction: 'IN', recorded: false } as const;
    expect(voluntaryExtraOf(extras, ['UNRECORDED_RECEIPT'], received)?.code).toBe('UNRECORDED_RECEIPT');
    expect(voluntaryExtraOf(extras, ['FURTHER_FIELDS'], received)).toBeNull();
  });

  it('repeats no statutory field of a record', () => {
    expect(voluntaryContent(movement, ['party', 'person', 'items', 'consent'])).toMatchObject({
      fields: ['date', 'purpose', 'means'],
      date: '2026-02-01',
      party: null,
      items: null,
      purpose: { code: 'HEALTH' },
    });
  });

  it('tells of a generic line only that and when something moved, and beside a record nothing', () => {
    const generic = { ...movement, view: 'generic' } as const;
    const told = { fields: ['date'], party: null, items: null, purpose: null, means: null };
    expect(voluntaryContent(generic, [])).toMatchObject(told);
    expect(voluntaryContent(generic, ['party'])).toBeNull();
  });

  it('leaves out what is withheld, also of the record that tells of the same movement', () => {
    const at = { record: RECORD, reason: 'HARM' };
    const all = [anExtra({ record: RECORD }), anExtra()];
    expect(extrasToDisclose(all, [{ ...at, field: null }])).toEqual([anExtra()]);
    expect(extrasToDisclose(all, [{ ...at, field: 'purpose' }])).toEqual([
      anExtra({ record: RECORD, purpose: null }),
      anExtra(),
    ]);
  });
});

describe('a decision', () => {
  it('freezes it in events of its own, before those of the records', () => {
    const { events, state } = courseOf([...ready, decide()], known([anExtra()], true));
    expect(events.slice(2).map(({ type }) => type)).toEqual(['RequestExtrasFrozen', 'RequestDecided']);
    const frozen = events[2] as RequestExtrasFrozen;
    expect(frozen.sealed.extras).toEqual([anExtra()]);
    expect(frozen.data.list).toEqual([{ record: anExtra().record, version: 1, extra: 'JOINT_USE' }]);
    expect(state!.decision!.extras).toEqual({ asOf: '12', parts: 1, isCut: true });
    expect(JSON.stringify(events[3])).not.toContain('joint-use');
  });

  it('takes more than one event where there are many', () => {
    const many = Array.from({ length: 501 }, (_, line) => anExtra({ record: `t:${line}` }));
    const { events } = courseOf([...ready, decide()], known(many));
    expect(events.filter(({ type }) => type === 'RequestExtrasFrozen')).toHaveLength(2);
  });

  it('withholds fields of it, by a reason of the law, and none that it does not tell', () => {
    const withhold = (field: string) =>
      decide({ outcome: 'PART', withheld: [{ record: anExtra().record, field, reason: 'HARM' }], text: '一部' });
    const { events } = courseOf([...ready, withhold('purpose')], known());
    expect((events[2] as RequestExtrasFrozen).sealed.extras).toEqual([anExtra({ purpose: null })]);
    expect(courseOf([...ready, withhold('person')], known()).fault).toBe('invalid-request');
    expect(courseOf([...ready, withhold('purpose')]).fault).toBe('invalid-request');
  });

  it('freezes none where nothing is disclosed', () => {
    const none = { ...known(), records: { asOf: '12', list: [] } };
    const refused = courseOf([...ready, decide({ outcome: 'NO_RECORD', text: 'ない' })], none);
    expect(refused.events.map(({ type }) => type)).not.toContain('RequestExtrasFrozen');
    expect(refused.fault).toBeNull();
    expect(aContent().fields).not.toContain('purpose');
  });
});
