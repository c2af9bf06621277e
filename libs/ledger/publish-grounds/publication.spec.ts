import type { ArrangementEvent } from '../domain/arrangement-events.js';
import { associationOn } from '../domain/association.js';
import type { ArrangementVersionAnnounced } from '../domain/registration-events.js';
import { anAssociation } from '../testing/judgements.js';
import { aVersion } from '../testing/statements.js';
import { publicationOf } from './publication.js';

const TODAY = '2026-06-10';
const jointUse = (over: Partial<ArrangementVersionAnnounced['data']> = {}) =>
  aVersion({ kind: 'joint-use', routeChosen: 'N3', ...over });

function published(...events: ArrangementEvent[]) {
  const association = associationOn([anAssociation()], TODAY)!;
  return publicationOf({ id: 'mihon', association, arrangements: [events], on: TODAY });
}
const shown = (...events: ArrangementEvent[]) =>
  published(...events).jointUses.map(({ version, versions }) => [version, versions.map((one) => one.version)]);

describe('what is published of an arrangement', () => {
  it('is the version in effect, and every one that was announced by the day', () => {
    const first = jointUse({ endsOn: '2025-03-31' });
    const second = jointUse({ version: 2, announcedFrom: '2025-03-01', effectiveFrom: '2025-04-01' });
    const third = jointUse({ version: 3, announcedFrom: '2026-06-01', effectiveFrom: '2026-07-01' });
    const fourth = jointUse({ version: 4, announcedFrom: '2026-06-11', effectiveFrom: '2026-08-01' });
    expect(shown(first, second, third, fourth)).toEqual([[2, [1, 2, 3]]]);
  });

  it('is the next version where none is in effect yet', () => {
    expect(shown(jointUse({ announcedFrom: '2026-06-01', effectiveFrom: '2026-07-01' }))).toEqual([[1, [1]]]);
  });

  it.each([
    ['was never announced', [jointUse({ announcedFrom: null })]],
    ['is announced from tomorrow on', [jointUse({ announcedFrom: '2026-06-11' })]],
    ['is over', [jointUse({ endsOn: '2026-06-09' })]],
    ['is restricted', [jointUse({ restricted: true })]],
    ['is hidden from members', [jointUse({ memberView: 'hidden' })]],
    ['became restricted', [jointUse(), jointUse({ version: 2, restricted: true, effectiveFrom: '2026-07-01' })]],
    ['was restricted before', [jointUse({ restricted: true }), jointUse({ version: 2 })]],
    ['publishes nothing of its kind', [aVersion()]],
  ])('is nothing where it %s', (_, events) => {
    const { jointUses, impliedConsents, optOuts } = published(...events);
    expect([jointUses, impliedConsents, optOuts]).toEqual([[], [], []]);
  });

  it('says nothing of what was sealed with a key that is gone', () => {
    const { jointUses } = published({ ...jointUse(), sealed: null as never });
    expect(jointUses).toMatchObject([{ title: null, users: [], responsible: null, media: [] }]);
  });

  it('names the desk where no other is stated for complaints', () => {
    const { association } = published();
    expect([association.desk, association.complaintDesk, association.requestFee]).toEqual(['窓口', '窓口', null]);
  });
});
