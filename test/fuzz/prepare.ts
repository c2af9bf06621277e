import { LIMITS_BY_DEFAULT } from '#platform';
import { sampleFile } from '../harness/sample-association.js';
import { untilVisible, type Asker, type Wish } from './ask.js';
import { OWN_FEED } from './corpus.js';
import { importRows, toNdjson } from './files.js';
import { Seeded } from '../harness/seeded.js';
import type { Sender } from './fuzz-request.js';
import { BAIT, fixedId, HOME, MARKS, ME, OTHER, SILENT, SOMEBODY, type Harvest } from './world.js';

export const WISHES: Readonly<Record<Exclude<Sender, 'nobody'>, Wish>> = {
  officer: { role: 'officer', association: HOME },
  'second-officer': { role: 'officer', association: HOME, subject: 'second-officer' },
  integrator: { role: 'integrator', association: HOME },
  auditor: { role: 'auditor', association: HOME },
  member: { role: 'member', association: HOME, member: ME },
  'other-member': { role: 'member', association: HOME, member: SOMEBODY },
  representative: { role: 'representative', association: HOME },
  operator: { role: 'operator', association: null },
};

/** As a service is started for this: one client that asks so much would be turned away. */
export const WITHOUT_LIMITS = {
  KIROKU_LIMITS: Object.keys(LIMITS_BY_DEFAULT)
    .map((name) => `${name}=off`)
    .join(','),
} as const;

const AT = { receivedAt: '2026-06-10T00:00:00Z', effectiveFrom: '2026-06-10T00:00:00Z', form: 'PAPER' };
const SCOPE = { classes: [], parties: [], items: [], purposes: [] };

export interface Prepared {
  readonly harvest: Harvest;
  /** The other association, as its officer sees it. */
  readonly foreign: Seen;
}

/** Two members and another association, with a mark in all that is theirs; and what a service alone can tell. */
export async function prepare(asker: Asker): Promise<Prepared> {
  const officer = await asker.target.token(WISHES.officer);
  await aPerson(asker, officer, { ref: ME, mark: MARKS.member, standing: fixedId('own-standing') });
  const somebody = { ref: SOMEBODY, mark: MARKS.otherMember, standing: fixedId('somebody-standing') };
  const position = await aPerson(asker, officer, somebody);
  const file = toNdjson(importRows(new Seeded(1)));
  await asker.create('POST', '/v1/transfers/imports', officer, file, 'application/x-ndjson');
  const foreign = await aSecondAssociation(asker);
  return { foreign, harvest: await harvest(asker, { token: officer, position }, foreign) };
}

async function aPerson(
  asker: Asker,
  officer: string,
  { ref, mark, standing }: { ref: string; mark: string; standing: string },
): Promise<string> {
  await asker.create('POST', '/v1/members', officer, { ref, symbol: mark, number: mark, name: `見本 ${mark}` });
  const declared = { id: standing, kind: 'OBJECTION', matter: 'B05', scope: SCOPE, ...AT, reason: mark };
  await asker.create('POST', `/v1/members/${ref}/standing`, officer, declared);
  return aTransfer(asker, officer, { ref, source: mark, externalId: 'own', mark });
}

/** One that the law blocks and that was done all the same, so that it is a finding besides. */
export async function aTransfer(
  asker: Asker,
  officer: string,
  { ref, source, externalId, mark }: { ref: string; source: string; externalId: string; mark: string },
): Promise<string> {
  const party = { name: `${mark} 商会`, address: `${mark} 町`, class: 'EMPLOYER', location: 'JP' };
  const { position } = await asker.create('POST', '/v1/transfers', officer, {
    ...OWN_FEED,
    arrangement: { id: 'B04' },
    source,
    externalId,
    party,
    members: [{ ref }],
    items: [{ code: 'NAME' }, { code: 'DIAGNOSIS' }],
  });
  return String(position);
}

/** An association as its officer sees it, up to a position. */
export interface Seen {
  readonly token: string;
  readonly position: string;
}

async function aSecondAssociation(asker: Asker): Promise<Seen> {
  const mark = MARKS.association;
  const operator = await asker.target.token(WISHES.operator);
  const officer = await asker.target.token({ role: 'officer', association: OTHER });
  const { association, parties, arrangements } = sampleFile(HOME);
  let position = '';
  const post = (path: string, body: object) => asker.create('POST', path, officer, body);
  await asker.create('POST', '/v1/associations', operator, { ...association, id: OTHER });
  for (const party of parties) await post('/v1/parties', party);
  const named = { name: `${mark} 株式会社`, address: mark, representative: mark };
  await post('/v1/parties', { id: BAIT.party, ...named, class: 'EMPLOYER', location: 'JP' });
  for (const id of ['B02', 'B04']) {
    const { versions } = arrangements.find((one) => one.id === id)!;
    const { controlTotals: _none, title: _printed, ...terms } = versions.at(-1)!;
    const title = { ja: mark, en: mark };
    await post(`/v1/arrangements/${id === 'B02' ? BAIT.arrangement : id}/versions`, { version: 1, title, terms });
  }
  for (const [kind, one] of [['bait', BAIT] as const, ['silent', SILENT] as const]) {
    await post('/v1/members', { ref: one.member, symbol: mark, number: kind, name: `見本 ${mark}` });
    const declared = { id: one.standing, kind: 'CONSENT', matter: 'B04', scope: SCOPE, ...AT, reason: mark };
    await post(`/v1/members/${one.member}/standing`, declared);
    position = await aTransfer(asker, officer, { ref: one.member, source: mark, externalId: kind, mark });
    await post('/v1/holds', { id: one.hold, code: 'LEGAL_HOLD', scope: { member: one.member }, reason: mark });
    const facts = { knewOn: '2025-11-20', sensitive: true, persons: 1, matters: { outline: mark } };
    await post('/v1/breaches', { id: one.breach, ...facts });
    const asked = { id: one.request, kind: 'RQ3', method: 'PAPER', asker: 'SELF', channel: 'POST', text: mark };
    await post(`/v1/members/${one.member}/disclosure-requests`, { ...asked, receivedAt: AT.receivedAt });
  }
  await post('/v1/disposals', { id: BAIT.disposal });
  const mapping = {
    register: 'provision',
    columns: ['occurredOn', 'madeOn', 'number', 'items', 'consent'].map((field) => ({
      name: `${mark} ${field}`,
      field,
    })),
    constants: [
      { field: 'party', value: BAIT.party },
      { field: 'purpose', value: 'U08' },
      { field: 'means', value: 'PAPER' },
      { field: 'route', value: 'C1' },
    ],
  };
  await asker.create('PUT', `/v1/register-mappings/${BAIT.mapping}`, officer, mapping);
  const line = toNdjson(importRows(new Seeded(2)));
  await asker.create('POST', '/v1/transfers/imports', officer, line, 'application/x-ndjson');
  return { token: officer, position };
}

/** Lists that give out cursors. */
export const LISTS = [
  '/v1/parties',
  '/v1/arrangements',
  '/v1/findings',
  '/v1/holds',
  '/v1/disposals',
  '/v1/series',
  '/v1/quarantine',
  '/v1/provision-records',
  '/v1/receipt-records',
  '/v1/number-act-log',
  '/v1/transfers/imports',
] as const;

async function harvest(asker: Asker, { token: officer, position }: Seen, foreign: Seen): Promise<Harvest> {
  const read = async (token: string, path: string, key: string) => {
    const { body } = await untilVisible(() => asker.get(path, token));
    return ((JSON.parse(body) as Record<string, { id: string }[]>)[key] ?? []).map(({ id }) => id);
  };
  const cursors: string[] = [];
  for (const list of LISTS)
    cursors.push(...cursorOf((await asker.get(`${list}?limit=1`, officer)).headers.get('link')));
  return {
    findings: await read(officer, `/v1/findings?limit=50&atLeast=${position}`, 'findings'),
    imports: await read(officer, '/v1/transfers/imports', 'imports'),
    series: await read(officer, '/v1/series', 'series'),
    cursors,
    baits: [
      ...(await read(foreign.token, `/v1/findings?limit=50&atLeast=${foreign.position}`, 'findings')),
      ...(await read(foreign.token, '/v1/transfers/imports', 'imports')),
    ],
  };
}

function cursorOf(link: string | undefined): string[] {
  const cursor = /[?&]cursor=([^&>]+)/.exec(link ?? '')?.[1];
  return cursor ? [decodeURIComponent(cursor)] : [];
}

/** What must not be shown to a sender, in lower case. */
export function forbiddenFor(sender: Sender): readonly string[] {
  const foreign = [MARKS.association, ...Object.values(SILENT)];
  if (sender === 'member') return [...foreign, MARKS.otherMember];
  if (sender === 'other-member') return [...foreign, MARKS.member];
  return foreign;
}
