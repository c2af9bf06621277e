import { anAssociation, aParty } from '../testing/judgements.js';
import { aVersion } from '../testing/statements.js';
import type { ArrangementEvent } from './arrangement-events.js';
import { tasksOf, type TaskSources } from './arrangement-tasks.js';
import type { AssociationAmended } from './association-events.js';

const TODAY = '2026-07-01';
const responsible = { name: '見本健康保険組合', address: '東京都見本区', representative: '理事長' };
const jointUse = aVersion({ kind: 'joint-use', routeChosen: 'N3' }, { responsible });

const amended = (effectiveFrom: string, representative: string): AssociationAmended => ({
  type: 'AssociationAmended',
  data: { effectiveFrom },
  sealed: { representative },
});

const tasks = (arrangement: readonly ArrangementEvent[], over: Partial<TaskSources> = {}) =>
  tasksOf(arrangement, { association: [anAssociation()], parties: new Map(), today: TODAY, ...over }).map(
    ({ kind, since, overdueFrom }) => [kind, since, overdueFrom],
  );

describe('a change of the responsible entity that is not announced', () => {
  const after = [anAssociation(), amended('2026-06-01', '理事長 新')];

  it('A17 is overdue 14 days after it, or as the association has settled it', () => {
    expect(tasks([jointUse], { association: after })).toEqual([['announce-change', '2026-06-01', '2026-06-16']]);
    const settled = anAssociation({ settings: { announceWithinDays: 30 } });
    expect(tasks([jointUse], { association: [settled, after[1]!] })[0]).toContain('2026-07-02');
  });

  it('is none once it is announced, before it holds, and where it was taken back', () => {
    const announced = { ...responsible, representative: '理事長 新' };
    const second = aVersion({ version: 2, kind: 'joint-use', effectiveFrom: '2026-06-20' }, { responsible: announced });
    expect(tasks([jointUse, second], { association: after })).toEqual([]);
    expect(tasks([jointUse], { association: [anAssociation(), amended('2026-07-02', '理事長 新')] })).toEqual([]);
    expect(tasks([jointUse], { association: [...after, amended('2026-06-10', '理事長')] })).toEqual([]);
  });

  it('counts from the first of several changes since which it is not true any more', () => {
    const more = [...after, amended('2026-06-20', '理事長 又新')];
    expect(tasks([jointUse], { association: more })[0]).toContain('2026-06-01');
  });

  it('concerns joint use in effect alone, and matters that were announced', () => {
    const ended: ArrangementEvent = {
      type: 'ArrangementEnded',
      data: { arrangementId: 'B04', endsOn: '2026-06-30' },
      sealed: { reason: '終了' },
    };
    expect(tasks([jointUse, ended], { association: after })).toEqual([]);
    expect(tasks([aVersion({}, { responsible })], { association: after })).toEqual([]);
    const title = aVersion({ kind: 'joint-use' }, { responsible: { ...responsible, representative: null } });
    expect(tasks([title], { association: after })).toEqual([]);
    const another = aVersion({ kind: 'joint-use' }, { responsible: { ...responsible, name: '健保連' } });
    expect(tasks([another], { association: after })).toEqual([]);
  });

  it('is seen of a registered party, too', () => {
    const named = { name: '株式会社みほん製造', address: null, representative: '代表', party: 'mihon-seizo' };
    const version = aVersion({ kind: 'joint-use' }, { responsible: named });
    const party = aParty();
    const known = { ...party, sealed: { ...party.sealed, representative: '代表' } };
    const change = {
      type: 'PartyAmended',
      data: { partyId: 'mihon-seizo', effectiveFrom: '2026-06-15' },
      sealed: { representative: '新代表' },
    } as const;
    expect(tasks([version], { parties: new Map([['mihon-seizo', [known]]]) })).toEqual([]);
    expect(tasks([version], { parties: new Map([['mihon-seizo', [known, change]]]) })[0]).toContain('2026-06-15');
  });
});

describe('the yearly check of a recipient abroad', () => {
  const parties = new Map([['mihon-seizo', [aParty({ location: 'FOREIGN_EQUIV_SYSTEM', country: 'US' })]]]);
  const version = aVersion({ equivalenceLastCheckedOn: '2025-05-31' });
  const checked = (checkedOn: string, outcome: 'kept' | 'impossible'): ArrangementEvent => ({
    type: 'EquivalenceChecked',
    data: { arrangementId: 'B04', checkedOn, outcome, country: 'US' },
    sealed: null as never,
  });

  it('is overdue from 12 months after the last one', () => {
    expect(tasks([version], { parties })).toEqual([['equivalence-check', '2025-05-31', '2026-05-31']]);
    expect(tasks([version, checked('2026-06-01', 'kept')], { parties })[0]).toContain('2027-06-01');
  });

  it('is overdue at once where the last one found the measures impossible, or there was none', () => {
    expect(tasks([version, checked('2026-06-01', 'impossible')], { parties })[0]).toContain('2026-06-01');
    expect(tasks([aVersion()], { parties })[0]).toContain('2024-04-01');
  });

  it("is nobody else's", () => {
    expect(tasks([version], { parties: new Map([['mihon-seizo', [aParty()]]]) })).toEqual([]);
    expect(tasks([version])).toEqual([]);
  });
});
