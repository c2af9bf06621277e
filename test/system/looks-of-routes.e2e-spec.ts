import { randomUUID } from 'node:crypto';
import { EVENT_STORE, type EventStore } from '#event-store';
import { CommandBus } from '@nestjs/cqrs';
import { giveSampleMandate } from '../../apps/cli/serve/sample-mandate.js';
import { feed } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { sampleFile } from '../harness/sample-association.js';
import type { Answer } from '../harness/recording.js';
import { StandingKeeper } from '../harness/standing.js';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly format?: string;
  readonly description?: string;
}
interface Operation {
  readonly operationId: string;
  readonly 'x-roles'?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema?: Schema }>> }>>;
}
interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Routes that name a member and write no look, each with its reason. */
const NO_LOOKS: Readonly<Record<string, string>> = {
  registerMember: 'The registration is an event with its actor; who is known already is a look, which the lib tests.',
  changeMemberIdentifiers: 'A change of the member who was named: an event with its actor; nothing else is answered.',
  registerMembers: 'Each registration is an event with its actor; who is known already is a look, which the lib tests.',
  changeMemberName: 'A change of the member who was named: an event with its actor; nothing else is answered.',
  changeMemberOwnKey: 'A change of the member who was named: an event with its actor; nothing else is answered.',
  setMemberFlag: 'A change of the member who was named: an event with its actor; nothing else is answered.',
  liftMemberFlag: 'A change of the member who was named: an event with its actor; nothing else is answered.',
  changeMemberEligibility: 'A change of the member who was named: an event with its actor; nothing else is answered.',
  mergeMembers: 'A change of the member who was named: an event with its actor; nothing else is answered.',
  recordMemberDeath: 'A change of the member who was named: an event with its actor; nothing else is answered.',
  withdrawMemberDeath: 'A change of the member who was named: an event with its actor; nothing else is answered.',
  splitMember: 'A change of the member who was named: an event with its actor; it answers with the reference it gave.',
  moveLine: 'It answers with the member whom the caller named; the move is an event with its actor.',
  proposeErasure:
    'It answers with the member whom the caller named and the words of the caller: an event with its actor.',
  approveErasure: 'A decision on what was proposed about a member: an event with its actor.',
  withdrawErasure: 'A decision on what was proposed about a member: an event with its actor.',
  executeErasure: 'What becomes of the member is an event with its actor; nothing of the person is left to be shown.',
  lookUpAccount: 'Its look is shown in ended-accounts.int-spec: nobody here is bound to an account.',
  listOwnStanding: "A member's own reading.",
  listOwnDisclosureRequests: "A member's own reading.",
  showOwnDisclosureRequest: "A member's own reading.",
  listOwnBindings: "A member's own reading.",
  listOwnRepresentations: "A member's own reading.",
  listRepresented: 'It tells a representative whom to represent, as the representative was told; nothing that is kept.',
  listRepresentedTransfers: 'Its look is shown in persons.e2e-spec: the questions here are of other roles.',
  listRepresentedLooks: 'Its look is shown in persons.e2e-spec: the questions here are of other roles.',
  showLogEntries: 'Its looks are shown in acknowledging.e2e-spec, where logs are signed.',
  proveOwnTransfers: "A member's own reading.",
  proveOwnIdentity: "A member's own reading.",
  proveMemberTransfers: 'Its look is shown in complete-answers.e2e-spec: here nothing is signed, and nothing proven.',
  proveRepresentedTransfers: 'Its look is shown in complete-answers.e2e-spec: here nothing is signed.',
  takeRequestDocument: 'Its look is shown in documents.e2e-spec, where documents are issued.',
  proveRequestDocument: 'Its look is shown in documents.e2e-spec: here nothing is signed.',
  takeOwnRequestDocument: "A member's own reading.",
  proveOwnRequestDocument: "A member's own reading.",
  listImportOutcomes: 'It tells whoever sent a file of its rows by their number, and names no member.',
  listRejectedLines:
    'It gives rows back to whoever sent them and to nobody else, as they were sent; whom they mean is not known.',
  proveRegisterDocument: 'Its looks are those of takeRegisterDocument: here nothing is signed, and nothing proven.',
  proveMemberCertificate: 'Its look is that of takeMemberCertificate: here nothing is signed, and nothing proven.',
  listDisposalRecords: 'It names records by transfer and line, without the member and without anything that they say.',
};

const { association: SEIZO } = feed('B04');
const { association: KURASHI } = feed('P07');
const HOLD = '3f1c0b6a-5d5c-4d57-9a54-6e4c86a4c001';
const REASON = '3f1c0b6a-5d5c-4d57-9a54-6e4c86a4c003';
const REQUEST = '3f1c0b6a-5d5c-4d57-9a54-6e4c86a4c004';
const STOP = '3f1c0b6a-5d5c-4d57-9a54-6e4c86a4c005';
const ERASURE = '3f1c0b6a-5d5c-4d57-9a54-6e4c86a4c002';

let kiroku: KirokuInProcess;
let store: EventStore;
let contract: Contract;
const token = (role: 'officer' | 'integrator' | 'auditor', association: string) => kiroku.token(role, association);

/** What is in the ledger for the routes to show. */
const given = {
  member: '',
  patient: '',
  sent: '',
  position: '',
  kurashi: '',
  register: '',
  certificate: '',
  document: '',
};

async function post(name: string, externalId: string, changes: object = {}): Promise<Answer> {
  const { association, post: body } = feed(name);
  const request = { ...body, externalId, ...changes };
  const answer = await kiroku.post<Answer>('/v1/transfers', await token('integrator', association), request);
  if (answer.status !== 201) throw new Error(`${externalId}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  store = kiroku.app.get<EventStore>(EVENT_STORE);
  contract = (await kiroku.get<Contract>('/openapi.json')).body;
  given.member = (feed('B04').post.members as { ref: string }[])[0]!.ref;
  given.patient = (feed('P07').post.members as { ref: string }[])[0]!.ref;
  const members = [{ ref: given.member }];
  given.sent = (await post('B04', 'routes-sent', { members })).id;
  await post('B04', 'routes-number', { members, items: [{ code: 'NAME' }, { code: 'INDIVIDUAL_NUMBER' }] });
  await kiroku.post('/v1/holds', await token('officer', SEIZO), {
    id: HOLD,
    code: 'LEGAL_HOLD',
    scope: { member: given.member },
    reason: '訴訟',
  });
  await kiroku.post('/v1/erasures', await token('officer', SEIZO), {
    id: ERASURE,
    member: given.member,
    basis: 'REQUEST_NO_NEED',
    reason: '請求',
    despite: { code: 'KEPT_ELSEWHERE', text: '紙' },
  });
  await kiroku.post(`/v1/members/${given.member}/disclosure-requests`, await token('officer', SEIZO), {
    id: REQUEST,
    kind: 'RQ3',
    asker: 'SELF',
    channel: 'POST',
    method: 'PAPER',
    receivedAt: '2026-06-01T00:00:00Z',
  });
  await stopUse();
  await kiroku.post(`/v1/members/${given.member}/courtesy-requests`, await token('officer', SEIZO), {
    id: REQUEST,
    relation: 'CHILD',
    subjects: ['CLAIMS'],
    channel: 'POST',
    arrivedOn: '2026-06-01',
    asker: '遺族',
  });
  await kiroku.post('/v1/reasons', await token('officer', SEIZO), {
    id: REASON,
    class: 'COMPLAINT',
    reason: '苦情',
    persons: [given.member],
  });
  await kiroku.post('/v1/distinctions', await token('officer', SEIZO), {
    id: REASON,
    member: given.member,
    other: sampleFile(SEIZO).members.find(({ ref }) => ref !== given.member)!.ref,
    evidence: 'FAMILY_REGISTER',
    reason: '双子',
  });
  given.position = (await store.head(SEIZO))!;
  await post('P07', 'routes-received');
  await post('P07', 'routes-apart', { confirmation: { providerHow: '名刺により確認' } });
  given.kurashi = (await store.head(KURASHI))!;
  await findSomethingLate();
  const issued = await kiroku.post<{ id: string }>('/v1/registers/documents', await token('officer', SEIZO), {
    register: 'provision',
    from: '2020-01-01',
    to: '2030-12-31',
    ground: '監査',
    format: 'JSON',
  });
  given.register = issued.body.id;
  const notices = `/v1/members/${given.member}/disclosure-requests/${STOP}/documents`;
  const notice = { kind: 'DECISION_NOTICE', format: 'JSON' };
  given.document = (await kiroku.post<{ id: string }>(notices, await token('officer', SEIZO), notice)).body.id;
  const certificates = `/v1/members/${given.member}/retention-certificates`;
  const certified = { format: 'JSON' };
  given.certificate = (
    await kiroku.post<{ id: string }>(certificates, await token('officer', SEIZO), certified)
  ).body.id;
}, 60_000);
afterAll(() => kiroku.stop());

/** A stop of use that is granted leaves something to be done. */
async function stopUse(): Promise<void> {
  const path = `/v1/members/${given.member}/disclosure-requests`;
  const officer = await token('officer', SEIZO);
  const asked = { id: STOP, kind: 'RQ5', grounds: ['NO_LONGER_NEEDED'], method: 'PAPER' };
  const way = { asker: 'SELF', channel: 'COUNTER', receivedAt: '2026-06-01T00:00:00Z' };
  const shown = { role: 'PERSON', method: 'PASSPORT', channel: 'COUNTER', copy: 'NONE', shownOn: '2026-06-01' };
  const stop = { classes: [], parties: [], items: ['INCOME'], purposes: [] };
  const measure = { outcome: 'ALTERNATIVE', alternative: 'KEPT_BY_LAW', method: 'PAPER', text: '満了後に消去', stop };
  await kiroku.post(path, officer, { ...asked, ...way });
  await kiroku.post(`${path}/${STOP}/identity`, officer, shown);
  const { status, body } = await kiroku.post(`${path}/${STOP}/decision`, officer, measure);
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
}

/** An objection that is entered late is a finding of the line that went out before: it names its member. */
async function findSomethingLate(): Promise<void> {
  const officer = await token('officer', SEIZO);
  const standing = new StandingKeeper(kiroku, officer);
  const { position } = await standing.declare(given.member, 'OBJECTION', '2026-06-01T00:00:00.000Z');
  const deadline = Date.now() + 30_000;
  for (;;) {
    const path = `/v1/findings?transfer=${given.sent}&atLeast=${position}`;
    const { body } = await kiroku.get<{ findings?: object[] }>(path, officer);
    if ((body.findings ?? []).length > 0) return;
    if (Date.now() > deadline) throw new Error('Nothing was found late within half a minute.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Asked {
  readonly association: string;
  readonly role: 'officer' | 'integrator' | 'auditor';
  readonly path: string;
  readonly body?: object;
  /** Whom the answer is about though it does not name them. */
  readonly about?: readonly string[];
}

const atSeizo = (path: string, over: Partial<Asked> = {}): Asked => ({
  association: SEIZO,
  role: 'officer',
  path: `${path}${path.includes('?') ? '&' : '?'}atLeast=${given.position}`,
  ...over,
});
const atKurashi = (path: string): Asked => ({
  association: KURASHI,
  role: 'auditor',
  path: `${path}?atLeast=${given.kurashi}`,
});
const ofMember = (path: string): Asked => ({
  association: SEIZO,
  role: 'officer',
  path: `/v1/members/${given.member}${path}`,
  about: [given.member],
});

/** What finds the member of B04 in the directory. */
const person = () => sampleFile(SEIZO).members.find(({ ref }) => ref === given.member)!;
const identifiers = () => {
  const { symbol, number, branch } = person();
  return { insurerNumber: sampleFile(SEIZO).association.insurerNumber, symbol, number, branch };
};
const described = () => ({ name: person().name, birthDate: person().birthDate });

/** A question to each route that shows members, in such a state of the ledger that it shows at least one. */
const QUESTIONS: Readonly<Record<string, () => Asked>> = {
  showMember: () => ofMember(''),
  listMemberBindings: () => ofMember('/bindings'),
  listRepresentations: () => ofMember('/representations'),
  listDistinctions: () => ({ association: SEIZO, role: 'officer', path: '/v1/distinctions' }),
  lookUpMember: () => ({ association: SEIZO, role: 'officer', path: '/v1/members/lookup', body: identifiers() }),
  searchMembers: () => ({ association: SEIZO, role: 'officer', path: '/v1/members/search', body: described() }),
  listStanding: () => ofMember('/standing'),
  listMemberTransfers: () => ({ ...ofMember('/transfers'), ...atSeizo(ofMember('/transfers').path) }),
  showTransfer: () => ({ association: SEIZO, role: 'integrator', path: `/v1/transfers/${given.sent}` }),
  listRequestQueue: () => atSeizo('/v1/disclosure-requests'),
  listRequestTasks: () => atSeizo('/v1/disclosure-request-tasks'),
  listCourtesyQueue: () => atSeizo('/v1/courtesy-requests'),
  listCourtesyRequests: () => ofMember('/courtesy-requests'),
  listDisclosureRequests: () => ofMember('/disclosure-requests'),
  showDisclosureRequest: () => ofMember(`/disclosure-requests/${REQUEST}`),
  listRequestDocuments: () => ofMember(`/disclosure-requests/${REQUEST}/documents`),
  showRequestRecords: () => ofMember(`/disclosure-requests/${REQUEST}/records`),
  listFindings: () => atSeizo('/v1/findings?kind=late-knowledge'),
  listProvisionRecords: () => atSeizo('/v1/provision-records'),
  listReceiptRecords: () => atKurashi('/v1/receipt-records'),
  listQuarantine: () => atKurashi('/v1/quarantine'),
  listNumberActLog: () => atSeizo('/v1/number-act-log'),
  listHolds: () => atSeizo('/v1/holds'),
  listErasures: () => atSeizo('/v1/erasures'),
  showErasure: () => ({ association: SEIZO, role: 'auditor', path: `/v1/erasures/${ERASURE}` }),
  showReason: () => ({ association: SEIZO, role: 'officer', path: `/v1/reasons/${REASON}` }),
  takeRegisterDocument: () => ({
    association: SEIZO,
    role: 'officer',
    path: `/v1/registers/documents/${given.register}/file`,
  }),
  findDocument: () => ({
    association: SEIZO,
    role: 'officer',
    path: `/v1/documents/${given.document}`,
    about: [given.member],
  }),
  listMemberCertificates: () => ofMember('/retention-certificates'),
  takeMemberCertificate: () => ofMember(`/retention-certificates/${given.certificate}/file`),
  exportRegister: () => ({
    association: SEIZO,
    role: 'officer',
    path: '/v1/registers/exports',
    body: { register: 'provision', from: '2020-01-01', to: '2030-12-31', ground: '監査' },
  }),
  listLooks: () => ({
    association: SEIZO,
    role: 'officer',
    path: `/v1/looks?member=${given.member}`,
    about: [given.member],
  }),
  assessTransfer: () => {
    const { externalId: _named, ...body } = feed('B04').post;
    const asked = { association: SEIZO, role: 'integrator', path: '/v1/assessments', body } as const;
    return { ...asked, about: (body.members as { ref: string }[]).map(({ ref }) => ref) };
  },
  composeHouseholdNotice: () => ({
    association: SEIZO,
    role: 'integrator',
    path: '/v1/household-notices',
    body: { arrangement: { id: 'B05' }, members: [{ ref: given.member }] },
  }),
};

/** Whether an answer of this form names members, or is a file, of whose rows the contract says nothing. */
function namesMembers(schema: Schema | undefined, name = '', seen: readonly string[] = []): boolean {
  if (!schema) return false;
  if (schema.$ref !== undefined) {
    const key = schema.$ref.split('/').at(-1)!;
    return !seen.includes(key) && namesMembers(contract.components.schemas[key], name, [...seen, key]);
  }
  const isReference = name === 'member' || (name === 'ref' && schema.format === 'uuid');
  if (isReference || /member references?\b/i.test(schema.description ?? '')) return true;
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return (
    parts.some((part) => namesMembers(part, name, seen)) ||
    namesMembers(schema.items, name, seen) ||
    Object.entries(schema.properties ?? {}).some(([key, part]) => namesMembers(part, key, seen))
  );
}

/** Operations that show members: by what they answer, or since they are asked about one. */
function showing({ paths }: Pick<Contract, 'paths'>): string[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { operationId, responses }]) => {
      const contents = Object.entries(responses)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([, { content = {} }]) => Object.entries(content));
      const isFile = contents.some(([type]) => /ndjson|csv/.test(type));
      const isOfMember = method === 'get' && path.startsWith('/v1/members/');
      return isFile || isOfMember || contents.some(([, { schema }]) => namesMembers(schema)) ? [operationId] : [];
    }),
  );
}

describe('a route that shows members', () => {
  it('has a question here that shows its look, or a reason why it writes none', () => {
    const stated = [...Object.keys(QUESTIONS), ...Object.keys(NO_LOOKS)];
    expect(showing(contract).filter((operation) => !stated.includes(operation))).toEqual([]);
  });

  it('is seen where it is new, and a reason where its route is gone', () => {
    const operation: Operation = {
      operationId: 'listEverybody',
      responses: {
        200: {
          content: {
            'application/json': {
              schema: { properties: { rows: { items: { properties: { who: { description: 'Member reference' } } } } } },
            },
          },
        },
      },
    };
    expect(showing({ paths: { '/v1/everybody': { get: operation } } })).toEqual(['listEverybody']);
    const known = Object.values(contract.paths).flatMap((one) =>
      Object.values(one).map(({ operationId }) => operationId),
    );
    expect([...Object.keys(QUESTIONS), ...Object.keys(NO_LOOKS)].filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(Object.keys(QUESTIONS))('%s writes a look at each member whom it shows, before it answers', async (name) => {
    const { association, role, path, body, about = [] } = QUESTIONS[name]!();
    const before = await store.head(association);
    const bearer = await token(role, association);
    const answer = await (body ? kiroku.post(path, bearer, body) : kiroku.get(path, bearer));
    const written = (await store.readLog(association, before, 1_000)).map(({ envelope }) => envelope);
    expect([name, answer.status]).toEqual([name, 200]);
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    const shown = [given.member, given.patient, ...about].filter((ref) => text.includes(ref) || about.includes(ref));
    expect(shown).not.toEqual([]);
    const looks = written.filter(({ type }) => type === 'MemberLookedAt' || type === 'AssessmentAsked');
    expect(looks.map(({ subject }) => subject)).toEqual(expect.arrayContaining(shown));
    // Whoever it was, and which members: role, pseudonym and one subject; nothing that they say.
    for (const { actor, subject, type, data } of looks) {
      expect([actor.role, subject === null]).toEqual([role, false]);
      expect(actor.id).toMatch(/^[\w-]{22}$/);
      if (type === 'MemberLookedAt')
        expect(
          Object.keys(data as object).filter(
            (key) => !['what', 'chain', 'records', 'filters', 'under', 'reason'].includes(key),
          ),
        ).toEqual([]);
    }
  });

  it('is part of the export that says why, where it is one', async () => {
    const { association, path, body } = QUESTIONS['exportRegister']!();
    const before = await store.head(association);
    await kiroku.post(path, await token('officer', association), body!);
    const written = (await store.readLog(association, before, 1_000)).map(({ envelope }) => envelope);
    const [exported, ...looks] = written as [(typeof written)[0], ...typeof written];
    expect(exported.type).toBe('RegisterExported');
    expect(looks.length).toBeGreaterThan(0);
    const { exportId } = exported.data as { exportId: string };
    expect(new Set(looks.map(({ data }) => (data as { under?: string }).under))).toEqual(new Set([exportId]));
  });

  it('hides looks at lines of the Number Act from the member and from officers', async () => {
    await kiroku.get('/v1/number-act-log', await token('officer', SEIZO));
    const path = `/v1/looks?member=${given.member}&what=NUMBER_ACT_LOG&atLeast=${(await store.head(SEIZO))!}`;
    const seen = async (role: 'officer' | 'auditor') =>
      (await kiroku.get<{ looks: object[] }>(path, await token(role, SEIZO))).body.looks.length;
    expect([await seen('officer'), (await seen('auditor')) > 0]).toEqual([0, true]);
    const own = await kiroku.get<{ looks: { what: { code: string } }[] }>(
      `/v1/me/looks?limit=200&atLeast=${(await store.head(SEIZO))!}`,
      await kiroku.token('member', SEIZO, given.member),
    );
    const codes = own.body.looks.map(({ what }) => what.code);
    expect([codes.includes('PROVISION_EXPORT'), codes.includes('NUMBER_ACT_LOG')]).toEqual([true, false]);
  });
});

describe('an auditor', () => {
  /** What tells who somebody is: references, and what stands in the directory. */
  const telling = (association: string) =>
    sampleFile(association).members.flatMap(({ ref, name, symbol, number }) => [
      ref,
      name,
      `"${symbol}"`,
      `"${number}"`,
    ]);
  const tellingIn = (text: string, association: string) => telling(association).filter((one) => text.includes(one));
  const asking = async (association: string, subject = 'masked-auditor') => {
    await giveSampleMandate(association, kiroku.app.get(CommandBus), subject);
    return kiroku.tokenOf(subject, 'auditor', association);
  };
  const shown = async ({ path, body }: Asked, token: string, headers: Record<string, string> = {}) => {
    const { status, body: answer } = await (body ? kiroku.post(path, token, body) : kiroku.get(path, token, headers));
    return { status, text: typeof answer === 'string' ? answer : JSON.stringify(answer) };
  };
  const mayAsk = (operation: string) =>
    Object.values(contract.paths)
      .flatMap((one) => Object.values(one))
      .some(({ operationId, 'x-roles': roles }) => operationId === operation && roles?.includes('auditor'));
  const giveReason = async (token: string, over: object = {}) => {
    const body = { id: randomUUID(), class: 'INSPECTION', reason: '厚生局の検査', ...over };
    return (await kiroku.post<{ id: string }>('/v1/reasons', token, body)).body.id;
  };

  it('is shown nobody by any question without a reason, and is told to give one where it is about somebody', async () => {
    const told: Record<string, string> = {};
    // A register is taken away for a ground, which stands in the log: that is a reason.
    for (const name of Object.keys(QUESTIONS).filter((one) => mayAsk(one) && one !== 'exportRegister')) {
      const question = QUESTIONS[name]!();
      // A document that somebody else had issued was issued for a ground of theirs.
      const isAbout = question.path.includes(given.member) || question.path.includes(given.register);
      const { status, text } = await shown(question, await asking(question.association));
      expect([name, tellingIn(text, question.association)]).toEqual([name, []]);
      expect([name, status]).toEqual([name, isAbout ? 403 : 200]);
      told[name] = isAbout ? (JSON.parse(text) as { code: string }).code : 'masked';
    }
    expect(told).toMatchObject({ listProvisionRecords: 'masked', listMemberTransfers: 'reason-missing' });
    expect(told).toMatchObject({ takeRegisterDocument: 'document-of-another' });
    expect(Object.keys(told).length).toBeGreaterThan(8);
  });

  it('is shown nobody by any other route', async () => {
    const token = await asking(SEIZO);
    const wrong: string[] = [];
    for (const [path, operations] of Object.entries(contract.paths)) {
      for (const [method, { 'x-roles': roles, operationId }] of Object.entries(operations)) {
        if (method !== 'get' || !roles?.includes('auditor') || operationId in QUESTIONS) continue;
        const url = path.replace('/transfers/{id}', `/transfers/${given.sent}`).replace(/\{[^}]+\}/g, 'B04');
        const { text } = await shown({ association: SEIZO, role: 'auditor', path: url }, token);
        if (tellingIn(text, SEIZO).length > 0) wrong.push(operationId);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('sees who it is with a reason, which the member reads beside the look', async () => {
    const token = await asking(SEIZO);
    const reason = await giveReason(token);
    const question = atSeizo('/v1/provision-records');
    expect(tellingIn((await shown(question, token, { 'kiroku-reason': reason })).text, SEIZO)).toContain(given.member);
    const unknown = await shown(question, token, { 'kiroku-reason': randomUUID() });
    expect([unknown.status, (JSON.parse(unknown.text) as { code: string }).code]).toEqual([403, 'reason-unknown']);
    const own = await kiroku.get<{ looks: { reason: { code: string; ja: string } | null; role: object }[] }>(
      `/v1/me/looks?limit=200&atLeast=${(await store.head(SEIZO))!}`,
      await kiroku.token('member', SEIZO, given.member),
    );
    expect(own.body.looks[0]).toMatchObject({
      role: { code: 'auditor' },
      reason: { code: 'INSPECTION', ja: '監督機関による検査' },
    });
    expect(JSON.stringify(own.body)).not.toMatch(new RegExp(`${reason}|厚生局`));
  });

  it('asks about one of those whom a list showed masked, by giving a reason for that form', async () => {
    const token = await asking(SEIZO);
    const question = atSeizo('/v1/provision-records');
    const list = JSON.parse((await shown(question, token)).text) as { records: { person: { ref: string } }[] };
    const masked = list.records.map(({ person }) => person.ref);
    const reason = await giveReason(token, { persons: [masked[0]] });
    const open = JSON.parse((await shown(question, token, { 'kiroku-reason': reason })).text) as typeof list;
    const refs = open.records.map(({ person }) => person.ref);
    expect(masked.filter((form, index) => form !== refs[index] && form !== masked[0])).toEqual([]);
    const { status } = await shown(ofMember('/transfers'), token, { 'kiroku-reason': reason });
    expect([refs[0] === given.member, status]).toEqual([true, 200]);
  });
});
