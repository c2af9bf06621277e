import { FEEDS, type FeedCase } from '../harness/feeds.js';
import { removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';

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
const acknowledged = new Map<string, Acknowledgement>();

beforeAll(async () => {
  kiroku = await RunningKiroku.start();
}, 90_000);

afterAll(async () => {
  expect(await kiroku.stop()).toBe(0);
  await removeDataDir(kiroku.dataDir);
}, 60_000);

describe.each(FEEDS.map((one) => [one.name, one] as const))('feed %s', (_name, one: FeedCase) => {
  it('is recorded and judged by the law, with its reasons', async () => {
    const answer = await kiroku.post<Acknowledgement>(
      '/v1/transfers',
      await kiroku.token('integrator', one.association),
      one.post,
    );
    expect({ status: answer.status, body: answer.status === 201 ? null : answer.body }).toEqual({
      status: 201,
      body: null,
    });
    const [group, ...others] = answer.body.groups;
    const { allowed, route, basis, exclusion, duty, method } = one.expected;
    expect(others).toEqual([]);
    expect(group).toMatchObject({ allowed, route, basis, exclusion, duty, method, findings: [] });
    expect(statutory(group!.statutoryFields)).toEqual([...one.expected.statutoryFields].sort());
    expect(group!.citations.map((citation) => citation.ref)).toEqual(
      expect.arrayContaining([...one.expected.citations]),
    );
    expect(group!.citations.every(({ ja, en }) => ja.length > 0 && en.length > 0)).toBe(true);
    expect(group!.lines).toEqual(one.post.members.map((_member, index) => index + 1));
    expect(Buffer.from(answer.body.leafHash, 'base64')).toHaveLength(32);
    acknowledged.set(one.name, answer.body);
  });

  it("stands in the member's view as the arrangement says", async () => {
    const { id, position } = acknowledged.get(one.name)!;
    const officer = await kiroku.token('officer', one.association);
    const auditor = await kiroku.token('auditor', one.association);
    for (const { ref } of one.post.members) {
      const member = await kiroku.token('member', one.association, ref);
      const path = `transfers?limit=200&atLeast=${position}`;
      const own = lineOf(await kiroku.get<{ transfers: Line[] }>(`/v1/me/${path}`, member), id);
      const seenByOfficer = lineOf(await kiroku.get<{ transfers: Line[] }>(`/v1/members/${ref}/${path}`, officer), id);
      const seenByAuditor = lineOf(await kiroku.get<{ transfers: Line[] }>(`/v1/members/${ref}/${path}`, auditor), id);
      expect(seenByAuditor).toMatchObject({
        route: one.expected.route,
        basis: one.expected.basis,
        statutoryRecord: one.expected.record !== null,
      });
      if (one.expected.memberView === 'hidden') {
        expect([own, seenByOfficer]).toEqual([undefined, undefined]);
        expect(seenByAuditor!.chain).toBe('restricted');
      } else {
        expect(own).toMatchObject({
          view: 'show',
          chain: 'open',
          items: one.post.items.map((item) => expect.objectContaining(item)),
        });
        expect(own!.party!.name).not.toBeNull();
        expect(seenByOfficer).toBeDefined();
      }
    }
  });

  it('stands in the statutory register that the law names, and in no other', async () => {
    const { id, position } = acknowledged.get(one.name)!;
    const officer = await kiroku.token('officer', one.association);
    for (const { ref } of one.post.members) {
      const query = `member=${ref}&limit=200&atLeast=${position}`;
      const provisions = recordsOf(
        await kiroku.get<{ records: StatutoryRecord[] }>(`/v1/provision-records?${query}`, officer),
        id,
      );
      const receipts = recordsOf(
        await kiroku.get<{ records: StatutoryRecord[] }>(`/v1/receipt-records?${query}`, officer),
        id,
      );
      expect(provisions).toHaveLength(one.expected.record === 'provision' ? 1 : 0);
      expect(receipts).toHaveLength(one.expected.record === 'receipt' ? 1 : 0);
      for (const record of [...provisions, ...receipts]) {
        expect(record).toMatchObject({ duty: one.expected.duty, method: one.expected.method, person: { ref } });
        expect(record.person.name).not.toBeNull();
        expect(statutory(record.fields)).toEqual([...one.expected.statutoryFields].sort());
        expect(record.fields.filter((field) => field.statutory && !field.present)).toEqual([]);
        expect(record.items.map((item) => item.code)).toEqual(one.post.items.map((item) => item.code));
      }
    }
  });

  it('explains which rules were tried and which one decided', async () => {
    const { id } = acknowledged.get(one.name)!;
    const shown = await kiroku.get<{ versions: { groups: Group[] }[]; history: { type: string }[] }>(
      `/v1/transfers/${id}`,
      await kiroku.token('auditor', one.association),
    );
    const [group] = shown.body.versions[0]!.groups;
    const decided = group!.tried!.find((tried) => tried.rule === group!.decidedBy);
    expect(decided).toEqual({ rule: group!.decidedBy, hit: true });
    expect(group!.tried!.length).toBeGreaterThan(5);
    expect(shown.body.history.length).toBe(one.post.members.length === 1 ? 1 : one.post.members.length + 2);
  });

  it('is answered the same when it is posted again', async () => {
    const answer = await kiroku.post<Acknowledgement>(
      '/v1/transfers',
      await kiroku.token('integrator', one.association),
      one.post,
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(acknowledged.get(one.name));
  });
});

function statutory(fields: readonly { code: string; statutory: boolean }[]): string[] {
  return fields
    .filter((field) => field.statutory)
    .map((field) => field.code)
    .sort();
}

function lineOf({ body }: { body: { transfers: Line[] } }, id: string): Line | undefined {
  return body.transfers.find((line) => line.transfer === id);
}

function recordsOf({ body }: { body: { records: StatutoryRecord[] } }, id: string): StatutoryRecord[] {
  return body.records.filter((record) => record.transfer === id);
}
