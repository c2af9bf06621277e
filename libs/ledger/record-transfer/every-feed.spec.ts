import { readdirSync, readFileSync } from 'node:fs';
import { memberStream } from '../domain/streams.js';
import {
  AnnounceArrangement,
  AnnounceArrangementHandler,
} from '../announce-arrangement/announce-arrangement.command.js';
import type { AnnounceArrangementRequest } from '../announce-arrangement/announce-arrangement.request.js';
import { DeclareStanding, DeclareStandingHandler } from '../declare-standing/declare-standing.command.js';
import type { DeclareStandingRequest } from '../declare-standing/declare-standing.request.js';
import {
  RegisterAssociation,
  RegisterAssociationHandler,
} from '../register-association/register-association.command.js';
import type { RegisterAssociationRequest } from '../register-association/register-association.request.js';
import { RegisterParty, RegisterPartyHandler } from '../register-party/register-party.command.js';
import type { RegisterPartyRequest } from '../register-party/register-party.request.js';
import { aLedger, OFFICER } from '../testing/a-ledger.js';
import { RecordTransfer } from './record-transfer.command.js';
import type { RecordTransferRequest } from './record-transfer.request.js';

// The catalogue of feeds, judged in memory: what the whole-system test sees of judgements, in a second.

interface Sample {
  readonly association: RegisterAssociationRequest;
  readonly parties: readonly RegisterPartyRequest[];
  readonly members: readonly { readonly ref: string }[];
  readonly arrangements: readonly {
    readonly id: string;
    readonly title: AnnounceArrangementRequest['title'];
    readonly versions: readonly (AnnounceArrangementRequest['terms'] & { title?: object; controlTotals?: unknown })[];
  }[];
  readonly standing: readonly (DeclareStandingRequest & { readonly member: string })[];
}
interface Case {
  readonly case?: string;
  readonly at: Readonly<Record<string, Partial<RecordTransferRequest>>>;
  readonly post: RecordTransferRequest;
  readonly expected: Readonly<Record<string, unknown>> & { readonly findings?: readonly string[] };
}

const read = <Content>(path: string) => JSON.parse(readFileSync(`deploy/samples/${path}`, 'utf8')) as Content;
const rows = readdirSync('deploy/samples/feeds').map((file) => read<{ feed: string; cases: Case[] }>(`feeds/${file}`));
const cases = rows.flatMap(({ feed, cases: own }) =>
  own.flatMap(({ case: name, at, post, expected }) =>
    Object.entries(at).map(
      ([id, over]) => [[feed, name].filter(Boolean).join('-'), id, { ...post, ...over }, expected] as const,
    ),
  ),
);

const ledgers = new Map<string, ReturnType<typeof aLedger>>();
beforeAll(async () => {
  for (const id of new Set(cases.map(([, association]) => association))) {
    ledgers.set(id, await ledgerOf(read<Sample>(`${id}.json`)));
  }
});

async function ledgerOf(sample: Sample): Promise<ReturnType<typeof aLedger>> {
  const ledger = aLedger();
  const { once, parties, knowledge, minors, writer, arrangements, associations, clock } = ledger;
  const { id } = sample.association;
  // The posts are of days up to the end of 2026.
  ledger.pass(Date.parse('2026-12-01T00:00:00Z') - Date.parse('2026-06-11T03:00:00Z'));
  await new RegisterAssociationHandler(once).execute(new RegisterAssociation(OFFICER, sample.association));
  for (const party of sample.parties)
    await new RegisterPartyHandler(once).execute(new RegisterParty(id, OFFICER, party));
  for (const { ref } of sample.members) {
    const place = { stream: memberStream(ref), expected: 'none' as const, at: new Date('2026-04-01T00:00:00Z') };
    const context = { association: id, actor: { role: 'officer', id: 'actor' }, causation: null };
    const rest = { occurredAt: null, ruleset: null, knowledgeAt: null };
    await writer.write(place, { ...context, ...rest }, [
      { fact: { type: 'MemberRegistered', data: {}, sealed: null }, subject: ref },
    ]);
  }
  const announcing = new AnnounceArrangementHandler(once, parties, arrangements, associations);
  for (const { id: arrangement, title, versions } of sample.arrangements) {
    for (const [index, { title: _printed, controlTotals: _none, ...terms }] of versions.entries()) {
      await announcing.execute(new AnnounceArrangement(id, OFFICER, arrangement, { version: index + 1, title, terms }));
    }
  }
  const declaring = new DeclareStandingHandler(knowledge, parties, once, minors, clock);
  for (const [index, { member, ...declaration }] of sample.standing.entries()) {
    const own = { ...declaration, id: `0d9a3f44-7c1c-4c59-9a39-${String(index).padStart(12, '0')}` };
    await declaring.execute(new DeclareStanding(id, OFFICER, member, own));
  }
  return ledger;
}

it.each(cases)('judges feed %s at %s as the law does', async (_name, association, request, expected) => {
  const { recorder } = ledgers.get(association)!;
  const { answer } = await recorder.execute(new RecordTransfer(association, OFFICER, request, null));
  const [group, ...others] = answer.groups;
  const { allowed, route, basis, exclusion, duty, method, findings = [] } = expected;
  expect(others).toEqual([]);
  expect(group!.findings.map(({ code }) => code)).toEqual(findings);
  expect(group).toMatchObject({ allowed, route, basis, exclusion, duty, method });
  const cited = group!.citations.map(({ ref }) => ref);
  expect(cited).toEqual(expect.arrayContaining([...(expected['citations'] as string[])]));
});
