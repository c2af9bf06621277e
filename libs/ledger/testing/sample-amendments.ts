import { AmendAssociation, AmendAssociationHandler } from '../amend-association/amend-association.command.js';
import { AmendParty, AmendPartyHandler } from '../amend-party/amend-party.command.js';
import { ChangeSettings, ChangeSettingsHandler } from '../change-settings/change-settings.command.js';
import { OFFICER, type aLedger } from './a-ledger.js';
import { ASSOCIATION } from './statements.js';

type Ledger = ReturnType<typeof aLedger>;

/** Everything that can be changed of an association and a party that are registered. */
export async function amendGrounds({ once, clock, associations, parties }: Ledger): Promise<void> {
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
}
