import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_STORE, type EventStore } from '#event-store';
import { LogKeys } from '#evidence';
import { formatVerifierKey, verifyIssued, type CompletenessDocument, type IssuedProof, type VerifierKey } from '#proof';
import { DocumentSweeper } from '../../libs/disclosure/issue-documents/document-sweeper.js';
import { until } from '../../libs/event-store/testing/waiting.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { readPdf, textOf } from '../harness/read-pdf.js';
import type { Problem } from '../harness/recording.js';
import { Commands } from '../harness/run-cli.js';
import { Scene } from '../harness/scene.js';

// What answers a request as a document, from a service that signs.
const ASSOCIATION = 'documents-kenpo';
const PARTY = 'documents-party';
let kiroku: KirokuInProcess;
let scene: Scene;
let keys: VerifierKey[];

interface Issued {
  readonly id: string;
  readonly format: string;
  readonly isNew: boolean;
}
interface Listed {
  readonly documents: readonly { readonly id: string; readonly kind: string; readonly state: string }[];
}

beforeAll(async () => {
  kiroku = await KirokuInProcess.start({ keepsCheckpoints: true });
  scene = await Scene.of(kiroku, ASSOCIATION);
  await scene.party(PARTY, 'EMPLOYER');
  await scene.arrangement('documents-feed', { kind: 'provision-feed', parties: [PARTY], chosen: 'C1' });
  const history = kiroku.app.get(LogKeys, { strict: false });
  await until(async () => (await history.of(ASSOCIATION)).keys.length > 0);
  keys = (await history.of(ASSOCIATION)).keys.map(({ key }) => key);
}, 120_000);
afterAll(() => kiroku.stop());

const asMember = (member: string) => kiroku.token('member', ASSOCIATION, member);

/** As it is answered, byte for byte; asked again while nothing is signed yet. */
async function file(url: string, token: string): Promise<Buffer> {
  let bytes: Buffer = Buffer.alloc(0);
  await until(async () => {
    const answer = await kiroku.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } });
    if (answer.statusCode === 503) return false;
    expect([url, answer.statusCode]).toEqual([url, 200]);
    bytes = answer.rawPayload;
    return true;
  });
  return bytes;
}

/** Ordered under one key until something is signed. */
async function issue(url: string, token: string, order: object, key: string = randomUUID()) {
  let answer = { status: 0, body: {} as Issued & Problem };
  await until(async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    answer = await kiroku.upload<Issued & Problem>(url, token, JSON.stringify(order), headers);
    return answer.status !== 503;
  });
  return answer;
}

const answered = { format: 'CSV', ready: false };
const ARRANGED = { arrangement: { id: 'documents-feed', version: 1 } };

/** A member to whom one record is disclosed: asked online, decided, and delivered where it is said. */
async function request(member: string, { format, ready }: typeof answered) {
  await scene.declares(member, 'CONSENT', 'documents-feed');
  const transfer = await scene.done(PARTY, [member], ARRANGED);
  const id = randomUUID();
  const asked = { id, kind: 'RQ3', method: 'ELECTRONIC', format };
  expect((await kiroku.post('/v1/me/disclosure-requests', await asMember(member), asked)).status).toBe(201);
  const step = async (what: string, body: object) =>
    expect(
      (await kiroku.post(`/v1/members/${member}/disclosure-requests/${id}/${what}`, scene.officer, body)).status,
    ).toBe(201);
  await step('decision', { outcome: 'GRANTED', method: 'ELECTRONIC' });
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  const deliver = () => step('delivery', { deliveredOn: today, channel: 'ONLINE' });
  if (ready) await deliver();
  return { id, transfer, deliver, own: `/v1/me/disclosure-requests/${id}/documents` };
}

it('gives a member what was disclosed as a PDF that anybody can verify', async () => {
  const member = await scene.member('髙﨑 花子');
  const token = await asMember(member);
  const { id, transfer, deliver, own } = await request(member, answered);
  const order = { kind: 'RECORDS_DISCLOSURE', format: 'PDF' };
  const early = await kiroku.post<Problem>(own, token, order);
  expect([early.status, early.body.code]).toEqual([409, 'disclosure-not-delivered']);
  // What an officer issued before is told to nobody but officers.
  const officers = `/v1/members/${member}/disclosure-requests/${id}/documents`;
  const notice = await issue(officers, scene.officer, { kind: 'DECISION_NOTICE', format: 'JSON' });
  expect(notice.status).toBe(201);
  const { body: found } = await kiroku.get(`/v1/documents/${notice.body.id}`, scene.officer);
  expect(found).toMatchObject({ member, request: id, links: { documents: officers } });
  expect((await kiroku.get(`/v1/documents/${notice.body.id}`, token)).status).toBe(403);
  expect((await kiroku.get(`/v1/documents/${randomUUID()}`, scene.officer)).status).toBe(404);
  expect((await kiroku.get<Listed>(own, token)).body.documents).toEqual([]);
  expect((await kiroku.get(`${own}/${notice.body.id}/file`, token)).status).toBe(404);
  await deliver();

  const key = randomUUID();
  const first = await issue(own, token, order, key);
  expect([first.status, first.body.format]).toEqual([201, 'PDF']);
  const again = await issue(own, token, order, key);
  expect([again.status, again.body.id, again.body.isNew]).toEqual([200, first.body.id, false]);
  const differs = await issue(own, token, { ...order, language: 'en' }, key);
  expect([differs.status, differs.body.code]).toEqual([409, 'document-differs']);

  const pdf = await file(`${own}/${first.body.id}/file`, token);
  const text = textOf(await readPdf(pdf)).replaceAll(/\s/g, '');
  for (const part of ['髙﨑花子', `株式会社${PARTY}`, '見本市1', '氏名']) expect(text).toContain(part);
  const report = await verifyIssued(pdf, null, keys);
  expect(report).toMatchObject({ ok: 'ok', failures: [] });
  expect(report.checked).toContainEqual({ what: 'document-record', count: 1 });
  const { data } = (await kiroku.get<IssuedProof>(`${own}/${first.body.id}/proof`, token)).body;
  const { records, references } = JSON.parse(data) as { records: { record: string }[]; references: string[] };
  expect([records.map(({ record }) => record), references]).toEqual([[`${transfer.id}:1`], [member]]);

  const changed = Buffer.from(pdf);
  changed[Math.floor(pdf.length / 3)]! ^= 1;
  const directory = await mkdtemp(join(tmpdir(), 'kiroku-document-'));
  const commands = new Commands();
  try {
    for (const [name, bytes, code] of [
      ['good.pdf', pdf, 0],
      ['changed.pdf', changed, 1],
    ] as const) {
      await writeFile(join(directory, name), bytes);
      const run = await commands.run(['verify', join(directory, name), '--key', formatVerifierKey(keys[0]!)]);
      expect([name, run.code, run.stderr]).toEqual([name, code, '']);
    }
  } finally {
    commands.end();
    await rm(directory, { recursive: true });
  }
}, 60_000);

it('gives the format that was asked for, proves it beside the file, and logs the look of an officer', async () => {
  const member = await scene.member();
  const token = await asMember(member);
  const { id, own } = await request(member, { ...answered, ready: true });
  const { body } = await issue(own, token, { kind: 'RECORDS_DISCLOSURE' });
  expect(body.format).toBe('CSV');
  const officers = `/v1/members/${member}/disclosure-requests/${id}/documents`;
  const store = kiroku.app.get<EventStore>(EVENT_STORE);
  const before = await store.head(ASSOCIATION);
  const csv = await file(`${officers}/${body.id}/file`, scene.officer);
  const looks = (await store.readLog(ASSOCIATION, before, 100)).map(({ envelope }) => [
    envelope.type,
    envelope.subject,
  ]);
  expect(looks).toContainEqual(['MemberLookedAt', member]);
  expect(csv.toString('utf8')).toContain(`株式会社 ${PARTY}`);
  const proof = JSON.parse((await file(`${own}/${body.id}/proof`, token)).toString()) as IssuedProof;
  expect(await verifyIssued(csv, proof, keys)).toMatchObject({ ok: 'ok', failures: [] });
  expect((await verifyIssued(Buffer.concat([csv, Buffer.from('x')]), proof, keys)).ok).toBe('broken');
  // What the log proves of the same person later is genuine, and not what this document was issued with.
  const next = await scene.done(PARTY, [member], ARRANGED);
  let completeness: CompletenessDocument;
  await until(async () => {
    completeness = JSON.parse((await file('/v1/me/transfers/proof', token)).toString()) as CompletenessDocument;
    return completeness.heads.some(({ links }) => links.some(({ position }) => position === next.position));
  });
  expect((await verifyIssued(csv, { ...proof, completeness: completeness! }, keys)).failures).toMatchObject([
    { what: 'document-completeness-differs', where: 'data.completenessSha256' },
  ]);

  // Issued anew by an officer, in the place of the first one.
  const anew = { kind: 'RECORDS_DISCLOSURE', format: 'JSON', language: 'en', replaces: body.id };
  expect((await issue(officers, scene.officer, anew)).status).toBe(201);
  const { documents } = (await kiroku.get<Listed>(own, token)).body;
  expect(documents.map(({ state }) => state)).toEqual(['valid', 'replaced']);
  const twice = await issue(officers, scene.officer, anew);
  expect([twice.status, twice.body.errors?.[0]?.pointer]).toEqual([400, '/replaces']);
});

it('lets nothing of a decision out that waits for a second officer', async () => {
  const member = await scene.member();
  await scene.declares(member, 'CONSENT', 'documents-feed');
  await scene.done(PARTY, [member], { arrangement: { id: 'documents-feed', version: 1 } });
  const id = randomUUID();
  const requests = `/v1/members/${member}/disclosure-requests`;
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  const step = async (what: string, body: object, token = scene.officer) =>
    expect([what, (await kiroku.post(`${requests}/${id}/${what}`, token, body)).status]).toEqual([what, 201]);
  const received = { id, kind: 'RQ3', asker: 'AGENT', channel: 'COUNTER', method: 'PAPER' };
  const asked = { ...received, receivedAt: new Date().toISOString(), representative: '見本 代理' };
  expect((await kiroku.post(requests, scene.officer, asked)).status).toBe(201);
  for (const role of ['PERSON', 'REPRESENTATIVE'])
    await step('identity', { role, method: 'DRIVING_LICENCE', channel: 'COUNTER', copy: 'NONE', shownOn: today });
  await step('evidence', { papers: ['MANDATE_LETTER'], shownOn: today });
  await step('decision', { outcome: 'GRANTED', method: 'PAPER' });
  const officers = `${requests}/${id}/documents`;
  const before = await issue(officers, scene.officer, { kind: 'RECORDS_DISCLOSURE', format: 'JSON' });
  expect(before.status).toBe(201);

  const flag = { flag: 'NON_DISCLOSURE', from: today, reason: '支援措置' };
  expect((await kiroku.post(`/v1/members/${member}/flags`, scene.officer, flag)).status).toBe(201);
  const early: [number, string][] = [];
  for (const kind of ['RECORDS_DISCLOSURE', 'DECISION_NOTICE']) {
    const { status, body } = await issue(officers, scene.officer, { kind });
    early.push([status, body.code]);
  }
  for (const what of ['file', 'proof']) {
    const { status, body } = await kiroku.get<Problem>(`${officers}/${before.body.id}/${what}`, scene.officer);
    early.push([status, body.code]);
  }
  expect(early).toEqual(early.map(() => [422, 'disclosure-approval-missing']));
  const extension = await issue(officers, scene.officer, { kind: 'EXTENSION_NOTICE' });
  expect(extension.body.code).toBe('document-not-possible');

  // Refused after all: what tells of the grant is for officers alone, and not told with the refusal.
  await step('decision', { outcome: 'REFUSED', reason: 'HARM', method: 'PAPER', text: '害するおそれ' });
  await step('delivery', { deliveredOn: today, channel: 'COUNTER' });
  expect((await file(`${officers}/${before.body.id}/file`, scene.officer)).length).toBeGreaterThan(0);
  const own = `/v1/me/disclosure-requests/${id}/documents`;
  const token = await asMember(member);
  const refusal = await issue(own, token, { kind: 'DECISION_NOTICE', format: 'JSON' });
  expect((await kiroku.get<Listed>(own, token)).body.documents.map((one) => one.id)).toEqual([refusal.body.id]);
  expect((await kiroku.get<Problem>(`${own}/${before.body.id}/file`, token)).body.code).toBe('document-unknown');
});

it('refuses what is none, and documents of others', async () => {
  const [member, other] = [await scene.member(), await scene.member()];
  const token = await asMember(member);
  const { id, own } = await request(member, { ...answered, ready: true });
  const extension = await issue(own, token, { kind: 'EXTENSION_NOTICE' });
  expect([extension.status, extension.body.code]).toEqual([409, 'document-not-possible']);
  const unknown = [{ kind: 'REGISTER' }, { kind: 'DECISION_NOTICE', format: 'DOCX' }, {}];
  for (const order of unknown) expect((await kiroku.post(own, token, order)).status).toBe(400);
  const long = await issue(own, token, { kind: 'DECISION_NOTICE' }, 'k'.repeat(201));
  expect(long.status).toBe(400);
  const { body } = await issue(own, token, { kind: 'DECISION_NOTICE', format: 'JSON' });
  const foreign = [
    await kiroku.get<Problem>(`${own}/${body.id}/file`, await asMember(other)),
    await kiroku.get<Problem>(
      `/v1/members/${other}/disclosure-requests/${id}/documents/${body.id}/file`,
      scene.officer,
    ),
    await kiroku.get<Problem>(`${own}/${randomUUID()}/file`, token),
  ];
  expect(foreign.map(({ status, body: { code } }) => [status, code])).toEqual([
    [404, 'disclosure-request-unknown'],
    [404, 'disclosure-request-unknown'],
    [404, 'document-unknown'],
  ]);
});

it('follows a person who was registered twice, and is gone with the keys of whoever is erased; a file taken before verifies', async () => {
  const [member, stays] = [await scene.member(), await scene.member()];
  const { id, own } = await request(member, { ...answered, ready: true });
  const { body } = await issue(own, await asMember(member), { kind: 'RECORDS_DISCLOSURE', format: 'PDF' });
  const merge = { into: stays, reason: '二重登録' };
  expect((await kiroku.post(`/v1/members/${member}/merge`, scene.officer, merge)).status).toBe(201);
  const officers = (ref: string) => `/v1/members/${ref}/disclosure-requests/${id}/documents`;
  const moved = await kiroku.get<Problem>(`${officers(member)}/${body.id}/file`, scene.officer);
  expect([moved.status, moved.body.code]).toEqual([409, 'member-merged']);
  const taken = await file(`${own}/${body.id}/file`, await asMember(stays));
  const theirs = await file(`${officers(stays)}/${body.id}/file`, scene.officer);
  expect(await verifyIssued(theirs, null, keys)).toMatchObject({ ok: 'ok', failures: [] });

  const kept = () => kiroku.rows('SELECT document_id FROM disclosure.document_file WHERE document_id = $1', [body.id]);
  expect(await kept()).toHaveLength(1);
  await erase(stays);
  await kiroku.app.get(DocumentSweeper, { strict: false }).sweep();
  expect(await kept()).toEqual([]);
  for (const part of ['file', 'proof']) {
    const gone = await kiroku.get<Problem>(`${officers(stays)}/${body.id}/${part}`, scene.officer);
    expect([part, gone.status, gone.body.code]).toEqual([part, 410, 'document-gone']);
  }
  const { documents } = (await kiroku.get<Listed>(officers(stays), scene.officer)).body;
  expect(documents).toMatchObject([{ id: body.id, state: 'gone' }]);
  expect(await verifyIssued(taken, null, keys)).toMatchObject({ ok: 'ok', failures: [] });
}, 60_000);

async function erase(member: string): Promise<void> {
  const id = randomUUID();
  const despite = { code: 'KEPT_ELSEWHERE', text: '紙' };
  const wish = { id, member, basis: 'REQUEST_NO_NEED', reason: '請求', despite };
  const second = await kiroku.tokenOf('second-officer', 'officer', ASSOCIATION);
  expect((await kiroku.post('/v1/erasures', scene.officer, wish)).status).toBe(201);
  for (const [step, token] of [
    ['approval', second],
    ['execution', scene.officer],
  ] as const)
    expect((await kiroku.post(`/v1/erasures/${id}/${step}`, token, {})).status).toBe(200);
}
