import { AmendAssociation, AmendAssociationHandler } from '../amend-association/amend-association.command.js';
import { AmendParty, AmendPartyHandler } from '../amend-party/amend-party.command.js';
import { CheckEquivalence, CheckEquivalenceHandler } from '../check-equivalence/check-equivalence.command.js';
import { EndArrangement, EndArrangementHandler } from '../end-arrangement/end-arrangement.command.js';
import { ChangeSettings, ChangeSettingsHandler } from '../change-settings/change-settings.command.js';
import { OFFICER, type aLedger } from './a-ledger.js';
import { ASSOCIATION, SECOND } from './statements.js';

type Ledger = ReturnType<typeof aLedger>;

/** Everything that can be changed of an association, a party and an arrangement that are registered. */
export async function amendGrounds({ once, clock, associations, parties, arrangements }: Ledger): Promise<void> {
  const settings = { openItems: 'block' as const, announceWithinDays: 10 };
  await new ChangeSettingsHandler(associations, once, clock).execute(
    new ChangeSettings(ASSOCIATION, OFFICER, 0, { effectiveFrom: '2026-07-01', settings }),
  );
  await new AmendAssociationHandler(associations, once).execute(
    new AmendAssociation(ASSOCIATION, OFFICER, 1, {
      effectiveFrom: '2026-06-01',
      name: { ja: '新見本健康保険組合', en: 'New Mihon Kenpo' },
      address: '東京都新見本区',
      representative: '理事長 見本 二郎',
      contact: { phone: null, complaintDesk: '苦情窓口' },
      publish: [{ code: 'U06', publishedFrom: '2026-07-01' }],
      retainedPurposes: 'other',
      unpublish: [{ code: 'U08', publishedUntil: '2027-03-31' }],
    }),
  );
  await new AmendPartyHandler(parties, once).execute(
    new AmendParty(ASSOCIATION, OFFICER, 'mihon-seizo', 0, {
      effectiveFrom: '2026-07-01',
      name: 'みほん製造ホールディングス株式会社',
      address: '東京都新見本区',
      representative: null,
      class: 'OTHER_OPERATOR',
      location: 'FOREIGN_ADEQUATE',
      country: 'DE',
    }),
  );
  await new CheckEquivalenceHandler(arrangements, once, clock).execute(
    new CheckEquivalence(ASSOCIATION, OFFICER, 'B04', {
      id: SECOND,
      checkedOn: '2026-06-01',
      outcome: 'mended',
      systemEstablishedBy: '委託契約',
      measures: '安全管理措置',
      checkMethod: '年1回の書面',
      country: 'US',
      foreignInstitutions: 'なし',
      hindrance: '担当者の交替',
      remedy: '研修',
      evidence: '確認書 1',
    }),
  );
  await new EndArrangementHandler(arrangements, once).execute(
    new EndArrangement(ASSOCIATION, OFFICER, 'B04', { version: 1, endsOn: '2029-03-31', reason: '契約の終了' }),
  );
}
