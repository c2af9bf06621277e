import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { B04, aPost } from '../harness/recording.js';
import { newDataDir, removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';
import { sampleFile } from '../harness/sample-association.js';

const SAMPLES = ['mihon-seizo', 'mihon-unyu', 'mihon-sekkei', 'mihon-shokuhin', 'mihon-kurashi'];
/** What is said to the service and must not come back from it, nor stand in any log. The last has a right check digit. */
const SAID = {
  name: '機密山 守',
  kana: 'キミツヤマ マモル',
  symbol: '秘密4711',
  number: '9081726354',
  birthDate: '1961-07-23',
  reason: '口外してはならない事情',
  externalId: 'secret-external-id-4711',
  individual: '123456789018',
};

let kiroku: RunningKiroku;
let logs: string;
const tokens: string[] = [];
const answers: { what: string; status: number; text: string }[] = [];
/** References that the service gave out or was told. */
const refs: string[] = [];

beforeAll(async () => {
  const dataDir = newDataDir();
  const env = { KIROKU_LOG_LEVEL: 'trace', KIROKU_LIMITS: 'bad-tokens=2/60' };
  kiroku = await RunningKiroku.start({ dataDir, env });
  try {
    await askWell();
    await askBadly();
  } finally {
    await kiroku.stop();
  }
  logs = [...serviceLines(kiroku.output.text), ...(await databaseLogs(dataDir))].join('\n');
  await removeDataDir(dataDir);
}, 120_000);

/** What the service logs; the lines for the person who starts it name a sample member on purpose. */
function serviceLines(text: string): string[] {
  return text.split('\n').filter((line) => /^(\{|kiroku:)/.test(line));
}

async function databaseLogs(dataDir: string): Promise<string[]> {
  const folder = join(dataDir, 'postgres', 'log');
  return Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')));
}

async function ask(what: string, path: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(new URL(path, kiroku.url), init);
  const text = await response.text();
  answers.push({ what, status: response.status, text });
  return text;
}

async function tokenOf(...account: Parameters<RunningKiroku['token']>): Promise<string> {
  const token = await kiroku.token(...account);
  tokens.push(token);
  return token;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const json = (token: string, body: unknown): RequestInit => ({
  method: 'POST',
  headers: { ...bearer(token), 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** One of everything that holds something personal. */
async function askWell(): Promise<void> {
  const officer = await tokenOf('officer', B04.association);
  const integrator = await tokenOf('integrator', B04.association);
  const { name, kana, symbol, number, birthDate, reason, externalId } = SAID;
  const { insurerNumber } = sampleFile(B04.association).association;
  const person = { insurerNumber, symbol, number, branch: '00', name, kana, birthDate };
  const { ref } = JSON.parse(await ask('register', '/v1/members', json(officer, person))) as { ref: string };
  refs.push(ref);
  const post = aPost(externalId, { members: [{ insurerNumber, symbol, number, branch: '00' }] });
  const { id, position } = JSON.parse(await ask('post', '/v1/transfers', json(integrator, post))) as Record<
    string,
    string
  >;
  await ask('assess', '/v1/assessments', json(officer, { ...post, externalId: undefined }));
  const at = '2026-06-01T00:00:00Z';
  const scope = { classes: [], parties: [], items: [], purposes: [] };
  const objection = { id: randomUUID(), kind: 'OBJECTION', matter: 'B04', scope, receivedAt: at, effectiveFrom: at };
  await ask('object', `/v1/members/${ref}/standing`, json(officer, { ...objection, form: 'PAPER', reason }));
  const erasure = { id: randomUUID(), member: ref, basis: 'REQUEST_NO_NEED', reason };
  const despite = { code: 'OTHER', text: reason };
  await ask('propose an erasure', '/v1/erasures', json(officer, { ...erasure, despite }));
  await ask('withdraw it', `/v1/erasures/${erasure.id}/withdrawal`, json(officer, {}));
  const member = await tokenOf('member', B04.association, ref);
  for (const path of [`/v1/me/transfers?atLeast=${position}`, '/v1/me/standing']) {
    await ask('own', path, { headers: bearer(member) });
  }
  for (const path of [
    `/v1/members/${ref}`,
    `/v1/members/${ref}/transfers`,
    `/v1/members/${ref}/standing`,
    `/v1/transfers?source=kenpo-core&externalId=${externalId}`,
    `/v1/provision-records?atLeast=${position}`,
    '/v1/findings',
  ]) {
    await ask('read', path, { headers: bearer(officer) });
  }
  await ask('void', `/v1/transfers/${id}/void`, json(officer, { version: 1, reason }));
}

/** The same words where they do not belong. */
async function askBadly(): Promise<void> {
  const officer = tokens[0]!;
  const { name, kana, symbol, number, reason, externalId, individual } = SAID;
  const coded = encodeURIComponent(name);
  const { insurerNumber } = sampleFile(B04.association).association;
  const bodies: [string, string, unknown][] = [
    ['another person', '/v1/members', { insurerNumber, symbol, number, branch: '00', name: `${name}二` }],
    ['half a body', '/v1/members', `{"name":"${name}","kana":"${kana}`],
    ['a text for an object', '/v1/members', JSON.stringify(name)],
    ['a number for a text', '/v1/members', { insurerNumber, symbol, number: Number(number), name }],
    ['a day that is none', '/v1/members', { insurerNumber, symbol, number, name, birthDate: `${name}-02-30` }],
    ['a character that no text holds', '/v1/members', { insurerNumber, symbol, number: `1\u0000${name}`, name }],
    ['half a character', '/v1/members', `{"number":"\\ud800${number}","name":"${name}"}`],
    ['an unknown party', '/v1/transfers', aPost(`${externalId}-2`, { party: { id: symbol } })],
    ['an unknown arrangement', '/v1/transfers', aPost(`${externalId}-3`, { arrangement: { id: name } })],
    ['an unknown code', '/v1/transfers', aPost(`${externalId}-4`, { purpose: name, items: [{ code: kana }] })],
    ['an unknown member', '/v1/transfers', aPost(`${externalId}-5`, { members: [{ number: `${number}0` }] })],
    [
      'an individual number',
      '/v1/transfers',
      aPost(`${externalId}-6`, { evidence: [{ kind: individual, ref: name }] }),
    ],
    ['other content', '/v1/transfers', aPost(externalId, { purpose: 'U08', members: [{ ref: refs[0]! }] })],
    ['a void of nothing', `/v1/transfers/${randomUUID()}/void`, { version: 1, reason }],
    ['a reason too long', `/v1/members/${refs[0]!}/merge`, { into: refs[0]!, reason: reason.repeat(1_000) }],
  ];
  for (const [what, path, body] of bodies) await ask(what, path, json(officer, body));
  for (const path of [
    `/v1/members/${coded}`,
    `/v1/members/${number}/transfers`,
    `/v1/transfers?source=${coded}&externalId=${coded}&name=${coded}`,
    `/v1/provision-records?cursor=${coded}`,
    `/v1/provision-records?from=${coded}`,
    `/v1/findings?limit=${number}`,
    `/${coded}/${number}`,
    `/v1/parties/${coded}`,
    `/v1/lint?on=${coded}`,
    '/v1/%e6%a9',
  ]) {
    await ask(`GET ${path}`, path, { headers: { ...bearer(officer), 'x-request-id': externalId } });
  }
  for (const [what, headers] of [
    ['a token too long', { authorization: `Bearer ${officer}x` }],
    ['a token of another scheme', { authorization: `Basic ${officer}` }],
    ['a token that is none', { authorization: `Bearer ${externalId}` }],
    ['the same again', { authorization: `Bearer ${externalId}` }],
  ] as const) {
    await ask(what, '/v1/findings', { headers });
  }
  await ask('a token in the address', `/v1/findings?access_token=${officer}`);
  const types = ['text/plain', 'application/json; charset=shift_jis', 'application/xml', 'text/csv'];
  for (const type of types) {
    const headers = { ...bearer(officer), 'content-type': type };
    await ask(type, '/v1/members', { method: 'POST', headers, body: JSON.stringify({ name }) });
  }
  await askWithFile();
}

async function askWithFile(): Promise<void> {
  const [officer] = tokens as [string];
  const { name, number, externalId } = SAID;
  const rows = [
    { t: 'transfer', key: 'k', ...aPost(`${externalId}-file`), members: undefined },
    { t: 'line', key: 'k', number: `${number}1`, name },
    { t: 'line', key: 'k', ref: name },
    { t: 'end', key: 'k', count: 2 },
  ].map((row) => JSON.stringify(row));
  const headers = { ...bearer(officer), 'content-type': 'application/x-ndjson' };
  const body = [...rows, `{"t":"line","key":"${name}`].join('\n');
  const job = JSON.parse(await ask('a file', '/v1/transfers/imports', { method: 'POST', headers, body })) as {
    id: string;
  };
  for (let turn = 0; turn < 100; turn += 1) {
    const text = await ask('the file', `/v1/transfers/imports/${job.id}`, { headers: bearer(officer) });
    if (!/"status":"(waiting|running)"/.test(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const found = (words: readonly string[], text: string) => words.filter((word) => text.includes(word));

/** Short numbers stand in every log by chance: only what is long enough to mean somebody is looked for. */
function sampleWords(): string[] {
  const members = SAMPLES.flatMap((name) => sampleFile(name).members as readonly Record<string, string | null>[]);
  const names = members.flatMap(({ ref, name, kana, birthDate }) => [ref, name, kana, birthDate]);
  const numbers = members.map(({ number }) => number).filter((number) => (number?.length ?? 0) >= 6);
  return [...names, ...numbers].filter((word): word is string => typeof word === 'string' && word !== '');
}

describe('under good requests and bad ones', () => {
  it('did what was asked, and refused the rest', () => {
    const good = answers.slice(
      0,
      answers.findIndex(({ what }) => what === 'another person'),
    );
    expect(good.filter(({ status }) => status >= 300)).toEqual([]);
    expect(good.length).toBeGreaterThan(10);
    const bad = answers.slice(good.length).filter(({ what }) => !/file/.test(what));
    expect(bad.length).toBeGreaterThan(30);
    expect(bad.filter(({ status }) => status >= 500)).toEqual([]);
    expect(bad.filter(({ status }) => status >= 400).length).toBeGreaterThan(bad.length - 4);
  });

  it('logs no name, number, reference, token or reason, in the service and in its database', () => {
    const words = [...Object.values(SAID), ...refs, ...sampleWords(), ...tokens, ...tokens.map(signature)];
    expect(words.length).toBeGreaterThan(150);
    expect(found(words, logs)).toEqual([]);
    // The search does find what is there, and the logs are those of the requests.
    expect(found(words, `${logs}${SAID.name}`)).toEqual([SAID.name]);
    expect(logs).toContain('"limit":"bad-tokens"');
    expect(logs.length).toBeGreaterThan(1_000);
  });

  it('answers with problems that hold no value, no token, no SQL and no place in the program', () => {
    const problems = answers.filter(({ status }) => status >= 400);
    const words = [...Object.values(SAID), ...tokens, ...tokens.map(signature), encodeURIComponent(SAID.name)];
    for (const { what, text } of problems) {
      expect([what, found(words, text)]).toEqual([what, []]);
      expect([
        what,
        text.match(/\b(SELECT|INSERT|UPDATE|DELETE) |\bpg_|relation "|node_modules|\.[jt]s:\d|\n\s+at /),
      ]).toEqual([what, null]);
    }
    expect(problems.length).toBeGreaterThan(30);
  });
});

function signature(token: string): string {
  return token.split('.')[2]!;
}
