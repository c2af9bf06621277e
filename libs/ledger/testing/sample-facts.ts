import {
  AnnounceArrangement,
  AnnounceArrangementHandler,
} from '../announce-arrangement/announce-arrangement.command.js';
import type { AnnounceArrangementRequest } from '../announce-arrangement/announce-arrangement.request.js';
import { DeclareStanding, DeclareStandingHandler } from '../declare-standing/declare-standing.command.js';
import { WithdrawStanding, WithdrawStandingHandler } from '../declare-standing/withdraw-standing.command.js';
import {
  RegisterAssociation,
  RegisterAssociationHandler,
} from '../register-association/register-association.command.js';
import { RecordTransfer } from '../record-transfer/record-transfer.command.js';
import { RegisterParty, RegisterPartyHandler } from '../register-party/register-party.command.js';
import { OFFICER, type aLedger } from './a-ledger.js';
import { aRequest, ASSOCIATION, CONSENT, FIRST, SECOND, type RequestFields } from './statements.js';

type Ledger = ReturnType<typeof aLedger>;

/** An association with all its particulars. */
export async function registerAssociation({ once }: Ledger): Promise<void> {
  const request = {
    id: ASSOCIATION,
    class: 'KENPO' as const,
    name: { ja: '見本健康保険組合', en: 'Mihon Kenpo' },
    insurerNumber: '06990014',
    address: '東京都見本区',
    representative: '理事長 見本 花子',
    contact: { desk: '見本窓口', phone: '03-0000-0000', email: null, url: null },
    recordsHeldFrom: '2026-04-01',
    purposes: [{ code: 'U08', publishedFrom: '2022-04-01', text: { ja: '健診', en: 'Checkups' } }],
    retainedPurposes: 'same' as const,
  };
  await new RegisterAssociationHandler(once).execute(new RegisterAssociation(OFFICER, request));
}

export async function registerParty({ once }: Ledger): Promise<void> {
  const names = { name: '株式会社みほん製造', address: '東京都見本区', representative: '代表取締役 見本 太郎' };
  const request = { id: 'mihon-seizo', class: 'EMPLOYER' as const, location: 'JP' as const, country: 'JP', ...names };
  await new RegisterPartyHandler(once).execute(new RegisterParty(ASSOCIATION, OFFICER, request));
}

/** An arrangement that states whatever an arrangement can state. */
export async function announceArrangement(
  { once, parties, arrangements, associations }: Ledger,
  id = 'B04',
  over: Partial<AnnounceArrangementRequest['terms']> = {},
): Promise<void> {
  const request: AnnounceArrangementRequest = {
    version: 1,
    title: { ja: '健診受診状況の提供', en: 'Checkup attendance' },
    terms: {
      label: 'as-printed',
      kind: 'provision-feed',
      announcedFrom: '2024-04-01',
      announcedAt: '2024-04-01T09:00:00+09:00',
      effectiveFrom: '2024-04-01',
      endsOn: '2030-03-31',
      parties: ['mihon-seizo'],
      users: [
        { name: '見本健康保険組合', entrustee: false },
        { name: '株式会社みほん製造', entrustee: true, party: 'mihon-seizo' },
      ],
      responsible: {
        name: '株式会社みほん製造',
        address: '東京都見本区',
        representative: '理事長',
        party: 'mihon-seizo',
      },
      items: ['NAME', 'CHECKUP_ATTENDANCE'],
      itemsOpen: true,
      purposes: ['U08'],
      route: { candidates: ['C1', 'N3'], chosen: 'C1', reason: '本人の同意', approvedBy: '責任者' },
      means: ['ELECTRONIC'],
      dataKind: 'PERSONAL_DATA',
      sensitivity: 'normal',
      equivalence: { basis: '認証', lastCheckedOn: '2026-01-15' },
      contract: { ref: 'K-1', sha256: 'a'.repeat(64), clauses: ['再委託の禁止'] },
      optOut: {
        filingNo: 'F-1',
        filedOn: '2024-03-01',
        acquisition: '健診の申込み',
        provision: '電子媒体',
        stopReception: '窓口',
        updating: '年1回',
        startsOn: '2024-05-01',
      },
      announcement: { media: ['web'], url: 'https://kenpo.example/notice', evidence: 'web-2024' },
      implied: {
        matter: { ja: '医療費通知', en: 'Medical-expense notice' },
        howToObject: '窓口へ書面で',
        explicitOnRequest: true,
        silenceIsConsent: true,
        changeable: true,
        afterObjection: 'none',
      },
      delivery: 'sealed',
      law: { act: '健康保険法', article: '150' },
      memberView: 'show',
      restricted: false,
      cadence: { every: 'month', graceDays: 5, times: 2 },
      controlTotals: { transfers: { from: 1, to: 2 }, lines: { from: 10, to: 90 } },
      recordMethod: 'EACH',
      seriesPeriod: 'month',
      printedCitations: ['第23条第1項'],
      ...over,
    },
    change: { responsible: 'particulars', reason: 'name-only', withinExpectation: true, changedOn: '2024-03-31' },
  };
  const handler = new AnnounceArrangementHandler(once, parties, arrangements, associations);
  await handler.execute(new AnnounceArrangement(ASSOCIATION, OFFICER, id, request));
}

/** What is received lies behind us. */
const TEN_DAYS_MS = 864_000_000;

export async function declareAndWithdraw({ knowledge, once, parties, minors, clock, pass }: Ledger): Promise<void> {
  const request = {
    id: CONSENT,
    kind: 'CONSENT' as const,
    matter: 'B04',
    scope: { classes: ['EMPLOYER' as const], parties: ['mihon-seizo'], items: ['NAME'], purposes: ['U08'] },
    receivedAt: '2026-05-01T09:00:00+09:00',
    effectiveFrom: '2026-05-02T00:00:00+09:00',
    form: 'WEB',
    noticeVersion: '3',
    foreignInfo: { country: 'US', system: true, measures: false, unknownReason: '調査中' },
    by: { who: 'representative' as const, id: 'R-1' },
    evidence: '同意書 7',
    reason: '本人の申出',
  };
  const withdrawal = {
    receivedAt: '2026-06-20T00:00:00Z',
    effectiveFrom: '2026-06-20T00:00:00Z',
    reason: '本人の申出',
  };
  pass(TEN_DAYS_MS);
  await new DeclareStandingHandler(knowledge, parties, once, minors, clock).execute(
    new DeclareStanding(ASSOCIATION, OFFICER, FIRST, request),
  );
  const withdraw = new WithdrawStanding(ASSOCIATION, OFFICER, FIRST, CONSENT, withdrawal);
  await new WithdrawStandingHandler(knowledge, once, minors, clock).execute(withdraw);
}

/** All that a transfer under B04 needs. */
export async function registerAll(ledger: Ledger): Promise<void> {
  await registerAssociation(ledger);
  await registerParty(ledger);
  await announceArrangement(ledger);
  for (const ref of [FIRST, SECOND]) await ledger.registerMember(ref);
}

/** What is asked for an investigation: nobody may know of it. */
export const INVESTIGATION: Partial<RequestFields> = {
  arrangement: null,
  party: { name: '見本警察署', class: 'STATE_ORGAN', location: 'JP' },
  ground: { route: 'E1', law: { act: '刑事訴訟法', article: '197(2)', requestRef: '照会 1' }, investigation: true },
};

/** A transfer of one member on record; its id. */
export async function recordTransfer({ recorder }: Ledger, over: Partial<RequestFields> = {}): Promise<string> {
  const request = { ...aRequest(over), source: 'kenpo-core', externalId: 'x-1', members: [{ ref: FIRST }] };
  const { answer } = await recorder.execute(new RecordTransfer(ASSOCIATION, OFFICER, request, null));
  return answer.id;
}
