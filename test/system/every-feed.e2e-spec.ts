import { randomUUID } from 'node:crypto';
import type { Role } from '#access';
import { FEEDS, type FeedCase } from '../harness/feeds.js';
import { removeDataDir, RunningKiroku, type Answer } from '../harness/running-kiroku.js';

interface Group {
  lines: number[];
  allowed: boolean;
  route: string | null;
  basis: string | null;
  exclusion: string | null;
  duty: string;
  method: string | null;
  statutoryFields: { code: string; statutory: boolean }[];
  citations: { ref: string; ja: string; en: string }[];
  findings: { code: string; severity: string }[];
  tried?: { rule: string; hit: boolean }[];
  decidedBy: string;
}
interface Acknowledgement {
  id: string;
  status: string;
  position: string;
  leafHash: string;
  groups: Group[];
}
interface Line {
  transfer: string;
  view: string;
  chain: string;
  route: string | null;
  basis: string | null;
  statutoryRecord: boolean;
  party: { name: string | null } | null;
  items: { code: string }[];
}
interface StatutoryRecord {
  transfer: string;
  duty: string;
  method: string | null;
  person: { ref: string; name: string | null };
  party: { name: string | null; address: string | null };
  items: { code: string }[];
  fields: { code: string; statutory: boolean; present: boolean }[];
}

let kiroku: RunningKiroku;
const answers = new Map<FeedCase, Answer<Acknowledgement>>();
/** The newest position of each association, which its lists are to have reached. */
const newest = new Map<string, string>();
const lists = new Map<string, Promise<Answer<Record<string, unknown>>>>();

beforeAll(async () => {
  kiroku = await RunningKiroku.start();
  // Few at a time: what is judged here is the law, not the load.
  for (let from = 0; from < FEEDS.length; from += 8) {
    await Promise.all(FEEDS.slice(from, from + 8).map(async (one) => answers.set(one, await post(one))));
  }
  for (const [{ association }, { body }] of answers) {
    if (body.position > (newest.get(association) ?? '')) newest.set(association, body.position);
  }
}, 180_000);

afterAll(async () => {
  expect(await kiroku.stop()).toBe(0);
  await removeDataDir(kiroku.dataDir);
}, 60_000);

async function post({ association, post: body }: FeedCase): Promise<Answer<Acknowledgement>> {
  return kiroku.post<Acknowledgement>('/v1/transfers', await kiroku.token('integrator', association), body);
}

/** A list as a role sees it; each is read once, with everything that was posted in it. */
const reasons = new Map<string, string>();

/** Why the auditor looks at persons of an association, said once. */
async function reasonOf(association: string, token: string): Promise<string> {
  const known = reasons.get(association);
  if (known) return known;
  const id = randomUUID();
  const { status } = await kiroku.post('/v1/reasons', token, { id, class: 'AUDIT', reason: '試験のための監査' });
  expect(status).toBe(201);
  reasons.set(association, id);
  return id;
}

async function list<Body>(path: string, role: Role, association: string, member: string): Promise<Body> {
  const url = `${path}${path.includes('?') ? '&' : '?'}limit=200&atLeast=${newest.get(association)}`;
  const key = `${role} ${association} ${member} ${url}`;
  const token = await kiroku.token(role, association, role === 'member' ? member : null);
  const headers: Record<string, string> =
    role === 'auditor' ? { 'kiroku-reason': await reasonOf(association, token) } : {};
  const asked = lists.get(key) ?? kiroku.get(url, token, headers);
  lists.set(key, asked);
  return (await asked).body as Body;
}

describe.each(FEEDS.map((one) => [one.name, one.association, one] as const))('feed %s at %s', (_name, _at, one) => {
  it('is recorded and judged by the law, with its reasons', () => {
    const { status, body } = answers.get(one)!;
    expect({ status, body: status === 201 ? null : body }).toEqual({ status: 201, body: null });
    const [group, ...others] = body.groups;
    const { allowed, route, basis, exclusion, duty, method, findings = [] } = one.expected;
    expect(others).toEqual([]);
    expect(group).toMatchObject({ allowed, route, basis, exclusion, duty, method });
    expect(group!.findings.map(({ code }) => code)).toEqual(findings);
    expect(statutory(group!.statutoryFields)).toEqual([...one.expected.statutoryFields].sort());
    expect(group!.citations.map((citation) => citation.ref)).toEqual(
      expect.arrayContaining([...one.expected.citations]),
    );
    expect(group!.citations.every(({ ja, en }) => ja.length > 0 && en.length > 0)).toBe(true);
    expect(group!.lines).toEqual(one.post.members.map((_member, index) => index + 1));
    expect(Buffer.from(body.leafHash, 'base64')).toHaveLength(32);
  });

  it("stands in the member's view as the arrangement says", async () => {
    const { id } = answers.get(one)!.body;
    const { route, basis, memberView, chain, record } = one.expected;
    for (const { ref } of one.post.members) {
      const seen = (path: string, role: Role) =>
        list<{ transfers: Line[] }>(path, role, one.association, ref).then(({ transfers }) =>
          transfers.find((line) => line.transfer === id),
        );
      const own = await seen('/v1/me/transfers', 'member');
      const seenByOfficer = await seen(`/v1/members/${ref}/transfers`, 'officer');
      const seenByAuditor = await seen(`/v1/members/${ref}/transfers`, 'auditor');
      expect(seenByAuditor).toMatchObject({ route, basis, chain, view: memberView, statutoryRecord: record !== null });
      expect(seenByOfficer === undefined).toBe(chain === 'restricted');
      expect(own?.view ?? 'hidden').toBe(memberView);
      if (memberView === 'show') {
        expect(own).toMatchObject({ items: one.post.items.map((item) => expect.objectContaining(item)) });
        expect(own!.party!.name).not.toBeNull();
      }
      if (memberView === 'generic') expect(own).toMatchObject({ party: null, items: [] });
    }
  });

  it('stands in the statutory register that the law names, and in no other', async () => {
    const { id } = answers.get(one)!.body;
    const { duty, method, record: register, statutoryFields } = one.expected;
    for (const { ref } of one.post.members) {
      const recordsIn = (path: string) =>
        list<{ records: StatutoryRecord[] }>(`${path}?member=${ref}`, 'officer', one.association, ref).then(
          ({ records }) => records.filter(({ transfer }) => transfer === id),
        );
      const provisions = await recordsIn('/v1/provision-records');
      const receipts = await recordsIn('/v1/receipt-records');
      expect([provisions.length, receipts.length]).toEqual([
        register === 'provision' ? 1 : 0,
        register === 'receipt' ? 1 : 0,
      ]);
      for (const record of [...provisions, ...receipts]) {
        expect(record).toMatchObject({ duty, method, person: { ref } });
        expect(record.person.name).not.toBeNull();
        expect(statutory(record.fields)).toEqual([...statutoryFields].sort());
        expect(record.fields.filter((field) => field.statutory && !field.present)).toEqual(absentOf(one));
        expect(record.items.map((item) => item.code)).toEqual(one.post.items.map((item) => item.code));
      }
    }
  });

  it('explains which rules were tried and which one decided', async () => {
    const { id } = answers.get(one)!.body;
    const shown = await kiroku.get<{ versions: { groups: Group[] }[]; history: { type: string }[] }>(
      `/v1/transfers/${id}`,
      await kiroku.token('auditor', one.association),
    );
    const [group] = shown.body.versions[0]!.groups;
    const decided = group!.tried!.find((tried) => tried.rule === group!.decidedBy);
    expect(decided).toMatchObject({ rule: group!.decidedBy, hit: true });
    expect(group!.tried!.length).toBeGreaterThan(5);
    expect(shown.body.history.length).toBe(one.post.members.length === 1 ? 1 : one.post.members.length + 2);
  });

  it('is answered the same when it is posted again', async () => {
    const again = await post(one);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(answers.get(one)!.body);
  });
});

// What was done without a consent has none in its record: the record says so, and the finding beside it.
function absentOf({ expected }: FeedCase): object[] {
  return expected.allowed ? [] : [expect.objectContaining({ code: 'consent' })];
}

function statutory(fields: readonly { code: string; statutory: boolean }[]): string[] {
  return fields
    .filter((field) => field.statutory)
    .map((field) => field.code)
    .sort();
}
