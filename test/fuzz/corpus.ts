import { feed, FEEDS } from '../harness/feeds.js';
import { sampleFile } from '../harness/sample-association.js';
import type { Seeded } from '../harness/seeded.js';
import type { Json } from './json-text.js';
import { externalIdOf, fixedId, FUZZED, HOME, KEPT, SOURCE, TRANSFERS } from './world.js';

/** A request that is understood, as a service is asked every day; `random` varies what may be varied. */
type Example = (random: Seeded) => Json;

const sample = sampleFile(HOME);
const posts = FEEDS.filter(({ association }) => association === HOME).map(({ post }) => post as unknown as object);
const refs = sample.members.map(({ ref }) => ref);
const SCOPE = { classes: [], parties: [], items: [], purposes: [] };
const AT = { receivedAt: '2026-06-10T00:00:00Z', effectiveFrom: '2026-06-10T00:00:00Z' };

/** Nobody of the run has one of these: whoever closes an account that it asks with would end the run. */
const ACCOUNTS = ['kansa-3', 'tanaka', 'hanako'];
/** Names that lead nowhere. */
const HOOKS = ['https://hooks.invalid/a', 'https://hooks.invalid:8443/b'];
const idOf = (kind: string) => (random: Seeded) => fixedId(kind, random.below(KEPT));
const versionOf = (random: Seeded) => 1 + random.below(3);
const standingKind = (random: Seeded) => random.pick(['CONSENT', 'OBJECTION', 'STOP', 'RESERVATION']);

function terms(random: Seeded): object {
  const { controlTotals: _none, title: _printed, ...rest } = random.pick(random.pick(sample.arrangements).versions);
  return rest;
}

function transfer(random: Seeded): object {
  const phase = random.chance(0.25) ? { phase: 'planned', occurredOn: '2027-01-10', occurredAt: null } : {};
  return { ...random.pick(posts), ...phase, source: SOURCE, externalId: externalIdOf(random.below(TRANSFERS)) };
}

const breachFacts = (random: Seeded) => ({
  knewOn: '2025-11-20',
  sensitive: random.chance(0.5),
  propertyRisk: random.chance(0.2),
  wrongfulAct: random.chance(0.2),
  persons: random.below(2_000),
  matters: { outline: '宛名の取り違え', cause: '確認の不足' },
});

function ownRequest(random: Seeded): object {
  const kind = random.pick(['RQ1', 'RQ2', 'RQ3', 'RQ4', 'RQ5', 'RQ6']);
  const grounds = kind === 'RQ4' ? ['NOT_TRUE'] : ['RQ5', 'RQ6'].includes(kind) ? ['NO_LONGER_NEEDED'] : [];
  const form = random.pick([{ method: 'PAPER' }, { method: 'OTHER' }, { method: 'ELECTRONIC', format: 'CSV' }]);
  return { id: idOf('request')(random), kind, ...form, grounds, text: '開示を求めます' };
}

const requestDocument = (random: Seeded) => ({
  kind: random.pick(['RECORDS_DISCLOSURE', 'DECISION_NOTICE', 'EXTENSION_NOTICE']),
  format: random.pick(['PDF', 'CSV', 'CSV_SHIFT_JIS', 'JSON']),
  language: random.pick(['ja', 'en']),
});

const REGISTER_MAPPING = {
  register: 'provision',
  columns: [
    { name: '提供年月日', field: 'occurredOn' },
    { name: '作成日', field: 'madeOn' },
    { name: '番号', field: 'number' },
    { name: '項目', field: 'items', values: [{ cell: '受診状況', value: 'CHECKUP_ATTENDANCE' }] },
    { name: '同意', field: 'consent' },
  ],
  constants: [
    { field: 'party', value: 'mihon-seizo-kk' },
    { field: 'purpose', value: 'U08' },
    { field: 'means', value: 'PAPER' },
    { field: 'route', value: 'C1' },
  ],
};

const WITNESS_KEYS = [
  'federation.example/witness+d597a7d3+BAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g',
  'fuzz.example/witness+00000000+AAAA',
];

/** Requests that are taken, by route. */
export const CORPUS: Readonly<Record<string, Example>> = {
  'POST /v1/members': (random) => ({
    ref: random.pick([fixedId('member', random.below(KEPT)), ...refs]),
    symbol: 'fz',
    number: `fz-${random.below(KEPT)}`,
    name: '見本 歩',
    kana: 'ミホン アユム',
    birthDate: '1980-04-01',
    sex: '女',
    relation: '本人',
  }),
  'POST /v1/members/batches': (random) => ({
    members: [{ number: `fz-${random.below(KEPT)}`, ownKey: `fz-${random.below(KEPT)}`, name: '見本 束' }],
  }),
  'POST /v1/members/lookup': (random) => ({ ownKey: `fz-${random.below(KEPT)}`, on: '2026-06-01' }),
  'POST /v1/members/search': () => ({ name: '見本 歩', birthDate: '1980-04-01' }),
  'POST /v1/members/{ref}/name': (random) => ({
    name: random.pick(['見本 改', '見本 新']),
    effectiveFrom: '2026-06-01',
  }),
  'POST /v1/members/{ref}/own-key': (random) => ({ ownKey: `fz-${random.below(KEPT)}`, effectiveFrom: '2026-06-01' }),
  'POST /v1/members/{ref}/flags': (random) => ({
    flag: random.pick(['NON_DISCLOSURE', 'NO_OWN_VIEW']),
    from: '2026-06-01',
    reason: '申出',
  }),
  'POST /v1/members/{ref}/flags/lifting': (random) => ({
    flag: random.pick(['NON_DISCLOSURE', 'NO_OWN_VIEW']),
    from: '2026-06-02',
    reason: '申出',
  }),
  'POST /v1/members/{ref}/identifiers': (random) => ({
    symbol: 'fz',
    number: `fz-${random.below(KEPT)}`,
    effectiveFrom: '2026-06-01',
  }),
  'POST /v1/members/{ref}/eligibility': (random) => ({ change: random.pick(['ACQUIRED', 'LOST']), on: '2026-06-01' }),
  'POST /v1/members/{ref}/merge': (random) => ({ into: random.pick(refs), reason: '二重登録' }),
  'POST /v1/members/{ref}/death': () => ({ deceasedOn: '2026-06-01' }),
  'POST /v1/members/{ref}/death/withdrawal': () => ({ reason: '誤り' }),
  'POST /v1/members/{ref}/split': (random) => ({
    person: { number: `fz-${random.below(KEPT)}`, name: '見本 分' },
    lines: [{ transfer: fixedId('none'), line: 1 }].slice(random.below(2)),
    reason: '別人',
  }),
  'POST /v1/erasures': (random) => ({
    id: idOf('erasure')(random),
    member: fixedId('member', random.below(KEPT)),
    basis: random.pick(['NO_LONGER_NEEDED', 'REQUEST_NO_NEED']),
    reason: '退会',
    ...(random.chance(0.5) && { despite: { code: 'KEPT_ELSEWHERE', text: '紙の記録簿' } }),
  }),
  'POST /v1/keys/rotations': (random) => ({ association: HOME, version: 1 + random.below(3) }),
  'POST /v1/keys/rewrappings': () => ({ association: HOME }),
  'POST /v1/keys/retirements': (random) => ({ association: HOME, through: 1 + random.below(3) }),
  'POST /v1/log-keys/rotations': (random) => ({ association: HOME, version: 1 + random.below(3) }),
  'POST /v1/log-keys/retirements': (random) => ({ association: HOME, version: 1 + random.below(3) }),
  'POST /v1/members/{ref}/binding-codes': (random) => ({ handedBy: random.pick(['post', 'counter']) }),
  'POST /v1/me/binding': () => ({ code: '0000-0000-0000', birthDate: '1980-04-01' }),
  'POST /v1/members/{ref}/representations': (random) => ({
    id: idOf('representation')(random),
    kind: random.pick(['PARENT', 'AGENT', 'ADULT_GUARDIAN']),
    ...(random.chance(0.5) ? { subject: 'development-representative' } : { representative: random.pick(refs) }),
    from: '2026-06-01',
    ...(random.chance(0.3) && { until: '2027-03-31' }),
    evidence: '委任状',
  }),
  'POST /v1/members/{ref}/representations/{id}/revocation': () => ({ reason: '解任' }),
  'POST /v1/me/representations/{id}/revocation': () => ({ reason: '解任' }),
  'POST /v1/witnesses': (random) => ({ key: random.pick(WITNESS_KEYS) }),
  'POST /v1/witnesses/removal': (random) => ({ key: random.pick(WITNESS_KEYS) }),
  'POST /v1/log/{association}/cosignatures': () => ({
    note: `kiroku.localhost/log/${HOME}\n1\n${'A'.repeat(43)}=\n\n\u2014 fuzz.example/witness AAAAAAAAAAAA\n`,
  }),
  'POST /v1/document-checks': (random) => ({ code: random.pick(['7K2M-0ABC-9XYZ-1DEF', 'o', '0'.repeat(16)]) }),
  'POST /v1/mandates': (random) => ({
    id: idOf('mandate')(random),
    subject: random.pick(['kansa', 'kansa-2']),
    from: '2026-06-01',
    until: random.pick(['2099-03-31', '9999-12-31']),
    purpose: '定期監査',
  }),
  'POST /v1/distinctions': (random) => ({
    id: idOf('distinction')(random),
    member: random.pick(refs),
    other: random.pick(refs),
    evidence: random.pick(['FAMILY_REGISTER', 'OTHER']),
    reason: '双子',
  }),
  'POST /v1/distinctions/{id}/revocation': () => ({ reason: '同じ人' }),
  'POST /v1/reasons': (random) => ({
    id: idOf('reason')(random),
    class: random.pick(['AUDIT', 'COMPLAINT']),
    reason: '抽出の確認',
    ...(random.chance(0.5) && { persons: [random.pick(refs)] }),
  }),
  'POST /v1/accounts/lookup': (random) => ({ subject: random.pick(ACCOUNTS) }),
  'POST /v1/accounts/closing': (random) => ({ subject: random.pick(ACCOUNTS), reason: '退職' }),
  'POST /v1/accounts/reopening': (random) => ({ subject: random.pick(ACCOUNTS), reason: '復職' }),
  'POST /v1/operators/closing': (random) => ({ subject: random.pick(ACCOUNTS) }),
  'POST /v1/operators/reopening': (random) => ({ subject: random.pick(ACCOUNTS) }),
  'POST /v1/webhooks': (random) => ({
    id: idOf('webhook')(random),
    url: random.pick(HOOKS),
    types: random.pick([['transfer.recorded'], ['request.received', 'transfer.voided']]),
  }),
  'PATCH /v1/webhooks/{id}': (random) => ({
    status: random.pick(['active', 'off']),
    ...(random.chance(0.3) && { url: random.pick(HOOKS) }),
  }),
  'POST /v1/webhooks/{id}/secret': (random) => ({ overlapHours: random.below(48) }),
  'POST /v1/webhooks/{id}/test': () => ({}),
  'POST /v1/webhooks/{id}/replay': (random) => random.pick<Json>([{ only: 'failed' }, { from: '0000000000000001' }]),
  'POST /v1/mandates/{id}/revocation': () => ({ reason: '交代' }),
  'POST /v1/associations': (random) => ({ ...sample.association, id: random.pick(FUZZED.associations) }),
  'PATCH /v1/association': () => ({ effectiveFrom: '2026-12-01', address: '東京都見本区9' }),
  'PATCH /v1/settings': (random) => ({ settings: { announceWithinDays: 1 + random.below(60), keepLaterDate: true } }),
  'POST /v1/parties': (random) => ({
    id: random.pick(FUZZED.parties),
    name: '株式会社見本',
    address: '東京都見本区1',
    representative: '代表 見本',
    class: 'EMPLOYER',
    location: 'JP',
  }),
  'PATCH /v1/parties/{id}': () => ({ effectiveFrom: '2026-12-01', name: '株式会社新見本' }),
  'POST /v1/arrangements/{id}/versions': (random) => ({
    version: versionOf(random),
    title: { ja: '見本', en: 'Sample' },
    terms: terms(random) as Json,
  }),
  'POST /v1/arrangements/{id}/end': (random) => ({
    version: versionOf(random),
    endsOn: random.pick(['2027-03-31', '9999-12-31']),
    reason: '契約の終了',
  }),
  'POST /v1/arrangements/{id}/equivalence-checks': (random) => ({
    id: idOf('check')(random),
    checkedOn: '2026-11-01',
    outcome: random.pick(['kept', 'mended', 'impossible']),
    systemEstablishedBy: '契約',
    measures: '安全管理措置',
    checkMethod: '書面',
    country: 'US',
    foreignInstitutions: 'なし',
    hindrance: 'なし',
    remedy: '不要',
  }),
  'POST /v1/members/{ref}/standing': (random) => ({
    id: idOf('standing')(random),
    kind: standingKind(random),
    matter: random.pick(['B04', 'B05', 'B06', 'B13']),
    scope: SCOPE,
    ...AT,
    form: 'PAPER',
  }),
  'POST /v1/members/{ref}/standing/{standingId}/withdrawal': () => AT,
  'POST /v1/me/standing': (random) => ({
    id: idOf('own-standing')(random),
    kind: standingKind(random),
    matter: random.pick(['B04', 'B05', 'B06']),
  }),
  'POST /v1/me/standing/{standingId}/withdrawal': () => ({ reason: '考え直した' }),
  'POST /v1/household-notices': (random) => ({
    arrangement: { id: random.pick(['B05', 'B06']) },
    members: refs.slice(0, 3).map((ref) => ({ ref })),
  }),
  'POST /v1/transfers': (random) => transfer(random) as Json,
  'POST /v1/assessments': (random) => {
    const { externalId: _unnamed, source: _nobody, phase: _any, ...rest } = transfer(random) as Record<string, Json>;
    return rest;
  },
  'PUT /v1/register-mappings/{name}': () => REGISTER_MAPPING as unknown as Json,
  'POST /v1/transfers/{id}/corrections': (random) => ({
    version: versionOf(random),
    reason: '訂正',
    items: [{ code: 'NAME' }],
  }),
  'POST /v1/transfers/{id}/completion': (random) => ({
    version: 1,
    outcome: random.pick(['sent', 'not-sent']),
    ...(random.chance(0.7) && { occurredAt: '2026-11-20T01:00:00Z' }),
  }),
  'POST /v1/transfers/{id}/void': (random) => ({ version: versionOf(random), reason: '二重' }),
  'POST /v1/quarantine/{id}/rejection': () => ({ version: 1, returnedOn: '2026-11-20', reason: '対象外' }),
  'POST /v1/holds': (random) => ({
    id: idOf('hold')(random),
    code: random.pick(['LEGAL_HOLD', 'OTHER_STATUTE']),
    scope: random.pick<Json>([{ member: random.pick(refs) }, { party: 'mihon-seizo-kk' }, { arrangement: 'B04' }, {}]),
    reason: '訴訟',
  }),
  'POST /v1/holds/{id}/release': () => ({ reason: '終結' }),
  'POST /v1/transfers/{id}/lines/{line}/move': (random) => ({
    from: random.pick(refs),
    to: random.pick(refs),
    reason: '取り違え',
  }),
  'POST /v1/findings/{id}/assign': () => ({}),
  'POST /v1/findings/{id}/close': (random) => ({ code: random.pick(['REMEDIED', 'ACCEPTED']), text: '対応した' }),
  'POST /v1/findings/{id}/reopen': () => ({ text: '再度' }),
  'POST /v1/breaches': (random) => ({ id: idOf('breach')(random), ...breachFacts(random) }),
  'POST /v1/breaches/{id}/amendments': breachFacts,
  'POST /v1/breaches/{id}/preliminary-report': () => ({ reportedOn: '2025-11-21', to: 'PPC' }),
  'POST /v1/breaches/{id}/final-report': () => ({
    reportedOn: '2025-11-25',
    to: 'PPC',
    toFollow: ['items', 'persons', 'secondaryDamage', 'response', 'publication', 'prevention', 'other'],
  }),
  'POST /v1/breaches/{id}/notice': () => ({ notifiedOn: '2025-11-25', persons: 1, how: '書面' }),
  'POST /v1/breaches/{id}/close': () => ({ text: '終結' }),
  'POST /v1/members/{ref}/disclosure-requests': (random) => ({
    ...ownRequest(random),
    asker: random.pick(['SELF', 'SPOUSE', 'AGENT']),
    channel: random.pick(['POST', 'COUNTER', 'FAX']),
    receivedAt: '2026-06-01T00:00:00Z',
    ...(random.chance(0.5) && { representative: '代理' }),
  }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/identity-question': () => ({ text: '写しの送付' }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/identity': (random) => ({
    role: random.pick(['PERSON', 'REPRESENTATIVE']),
    method: random.pick(['DRIVING_LICENCE', 'PASSPORT']),
    channel: 'COUNTER',
    copy: 'NONE',
    shownOn: '2026-06-02',
  }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/evidence': () => ({
    papers: ['MANDATE_LETTER'],
    shownOn: '2026-06-02',
  }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/target-question': () => ({ text: '期間' }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/target': () => ({
    answeredOn: '2026-06-03',
    narrowed: false,
    text: 'すべて',
  }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/inquiry': (random) => ({
    inquiry: idOf('inquiry')(random),
    askedOn: '2026-06-03',
    institution: '見本病院',
  }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/inquiry-answer': (random) => ({
    inquiry: idOf('inquiry')(random),
    answeredOn: '2026-06-04',
    answer: random.pick(['NO_HINDRANCE', 'HINDRANCE', 'NO_ANSWER']),
  }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/decision-approval': () => ({ text: '確認済み' }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/extension': () => ({
    dueOn: '2027-06-30',
    noticedOn: '2026-06-03',
    channel: 'POST',
    text: '件数',
  }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/decision': (random) => ({
    outcome: random.pick(['GRANTED', 'NO_RECORD', 'REFUSED']),
    method: random.pick(['PAPER', 'ELECTRONIC']),
    text: '理由',
    ...(random.chance(0.5) && { reason: random.pick(['HARM', 'IDENTITY_NOT_SHOWN']) }),
    ...(random.chance(0.5) && { stop: SCOPE }),
  }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/delivery': () => ({ deliveredOn: '2026-11-20', channel: 'POST' }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/use-settlement': (random) => ({
    arrangement: random.pick(['B01', 'N01']),
    settlement: random.pick(['ENDED', 'GOES_ON']),
    settledOn: '2026-11-20',
    text: '終了',
  }),
  'POST /v1/members/{ref}/courtesy-requests': (random) => ({
    id: idOf('request')(random),
    relation: random.pick(['CHILD', 'SIBLING']),
    subjects: ['CLAIMS'],
    channel: 'POST',
    arrivedOn: '2026-06-01',
    asker: '遺族',
  }),
  'POST /v1/members/{ref}/courtesy-requests/{id}/evidence': () => ({
    identity: 'PASSPORT',
    papers: ['DEATH_CERTIFICATE', 'FAMILY_REGISTER'],
    shownOn: '2026-06-02',
  }),
  'POST /v1/members/{ref}/courtesy-requests/{id}/decision': (random) => ({
    outcome: random.pick(['GRANTED', 'REFUSED']),
    ...(random.chance(0.5) && { reason: 'WISH' }),
    text: '理由',
  }),
  'POST /v1/members/{ref}/courtesy-requests/{id}/answer': () => ({ answeredOn: '2026-11-20', channel: 'POST' }),
  'POST /v1/members/{ref}/courtesy-requests/{id}/withdrawal': () => ({ withdrawnOn: '2026-06-03' }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/close': () => ({}),
  'POST /v1/members/{ref}/disclosure-requests/{id}/withdrawal': () => ({ withdrawnOn: '2026-06-03' }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/duplicate': (random) => ({
    of: idOf('request')(random),
    text: '同じ請求',
  }),
  'POST /v1/members/{ref}/disclosure-requests/{id}/documents': (random) => ({
    ...requestDocument(random),
    replaces: random.chance(0.2) ? idOf('document')(random) : null,
  }),
  'POST /v1/me/disclosure-requests/{id}/documents': requestDocument,
  'POST /v1/me/disclosure-requests': (random) => ({ ...ownRequest(random), contact: '別の住所' }),
  'POST /v1/me/disclosure-requests/{id}/withdrawal': () => ({ text: '取下げ' }),
  'POST /v1/series/{id}/close': () => ({ reason: '年度末' }),
  'POST /v1/disposals': (random) => ({ id: fixedId('disposal', random.below(5)), asOf: '2026-11-01' }),
  'POST /v1/registers/documents': (random) => ({
    register: random.pick(['provision', 'receipt']),
    from: '2026-06-01',
    to: '2026-06-30',
    ground: '監査',
    format: random.pick(['CSV', 'CSV_SHIFT_JIS', 'JSON']),
    language: random.pick(['ja', 'en']),
  }),
  'POST /v1/registers/retention-certificates': (random) => ({
    register: random.pick(['provision', 'receipt']),
    from: '2026-06-01',
    to: '2026-06-30',
    ground: '監査',
    format: random.pick(['CSV', 'JSON']),
  }),
  'POST /v1/members/{ref}/retention-certificates': (random) => ({
    format: random.pick(['CSV', 'JSON']),
    language: random.pick(['ja', 'en']),
  }),
  'POST /v1/disposals/{id}/documents': (random) => ({ format: random.pick(['CSV', 'JSON']), language: 'en' }),
  'POST /v1/registers/exports': (random) => ({
    register: random.pick(['provision', 'receipt']),
    from: '2026-01-01',
    to: '2026-12-31',
    format: random.pick(['ndjson', 'csv']),
    ground: '監査',
  }),
  'POST /v1/audit/bundles': (random) => ({
    id: fixedId('bundle', random.below(5)),
    from: '2026-01-01',
    to: random.pick(['2026-12-31', '2025-12-31']),
    persons: random.pick(['masked', 'named']),
    parties: ['mihon-seizo-kk'],
    language: random.pick(['ja', 'en']),
    ground: '監査',
  }),
};

/** The feed of which the members' own transfers are. */
export const OWN_FEED = feed('B04').post as unknown as Readonly<Record<string, Json>>;
