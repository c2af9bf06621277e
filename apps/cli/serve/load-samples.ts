import { randomUUID } from 'node:crypto';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { defer, from, lastValueFrom, mergeMap, reduce, retry, throwError, timer } from 'rxjs';
import { v5 } from 'uuid';
import { Pseudonyms, RegisterMember, type DirectoryEntry } from '#access';
import { EVENT_STORE, EventStoreError, type EventStore } from '#event-store';
import {
  AnnounceArrangement,
  AnnounceArrangementRequest,
  DeclareStanding,
  DeclareStandingRequest,
  RegisterAssociation,
  RegisterAssociationRequest,
  RegisterParty,
  RegisterPartyRequest,
  sampleLoaded,
} from '#ledger';
import { isDatabaseUnavailable, validationPipe } from '#platform';
import { enterSampleAgents } from './sample-agents.js';
import { giveSampleMandates } from './sample-mandate.js';
import { readSamples, type Sample, type SampleArrangement } from './samples.js';

/** Where an association's own log says that its sample was loaded whole. */
const IMPORT_STREAM = 'import-sample';
/** Namespace of the ids of sample declarations; any fixed UUID. */
const SAMPLE_NAMESPACE = 'b8a2f6de-2f0c-4f5e-8a55-0d7a4f1c9e31';
/** Associations at once, and of each what does not rest on each other: far less than a pool has connections. */
const ASSOCIATIONS_TOGETHER = 3;
const LOADED_TOGETHER = 2;
/** A machine that is busy may keep the first start waiting for its database. */
const TRIES_AGAIN = 5;
const TRY_AGAIN_MILLISECONDS = 1_000;
const LOADER = { role: 'operator', subject: 'sample-loader' } as const;

const pipe = validationPipe();

/** Loads sample associations that are not there yet, through the use cases that users call. How many were loaded. */
export async function loadSamples(app: INestApplicationContext): Promise<number> {
  const loaded = from(await readSamples()).pipe(
    mergeMap(
      (sample) => defer(() => loadOnce(sample, app)).pipe(retry({ count: TRIES_AGAIN, delay: whereNobodyAnswered })),
      ASSOCIATIONS_TOGETHER,
    ),
  );
  return lastValueFrom(loaded.pipe(reduce((sum, isLoaded) => sum + Number(isLoaded), 0)));
}

function whereNobodyAnswered(error: unknown) {
  const isAway = isDatabaseUnavailable(error) || (error instanceof EventStoreError && error.code === 'unavailable');
  return isAway ? timer(TRY_AGAIN_MILLISECONDS) : throwError(() => error);
}

async function loadOnce(sample: Sample, app: INestApplicationContext): Promise<boolean> {
  const store = app.get<EventStore>(EVENT_STORE);
  const { id } = sample.association;
  const commands = app.get(CommandBus);
  if ((await store.readStream(id, IMPORT_STREAM, { limit: 1 })).length > 0) {
    // Data of a time before there were mandates has none.
    await giveSampleMandates(id, commands);
    return false;
  }
  await loadSample(sample, commands);
  await giveSampleMandates(id, commands);
  await enterSampleAgents(id, sample.members[0]!.ref, commands);
  await markLoaded(id, store, app.get(Pseudonyms));
  return true;
}

// Each step answers a repetition as before, so a load that was cut off is simply done again. What does not rest on each
// other is sent together, as a few users would, and shares its commits; all of it at once would wait for connections.
async function loadSample(sample: Sample, commands: CommandBus): Promise<void> {
  const { id, insurerNumber } = sample.association;
  await commands.execute(new RegisterAssociation(LOADER, await valid(RegisterAssociationRequest, sample.association)));
  await together(sample.parties, async (party) =>
    commands.execute(new RegisterParty(id, LOADER, await valid(RegisterPartyRequest, party))),
  );
  await together(sample.members, ({ ref, ...entry }) => {
    const known = { insurerNumber, ...entry } as unknown as DirectoryEntry;
    return commands.execute(new RegisterMember(id, LOADER, ref, known));
  });
  await together(sample.arrangements, (arrangement) => announce(id, arrangement, commands));
  await together(sample.standing, async ({ member, ...declaration }) => {
    const standingId = v5(JSON.stringify([id, member, declaration]), SAMPLE_NAMESPACE);
    const request = await valid(DeclareStandingRequest, { id: standingId, ...declaration });
    return commands.execute(new DeclareStanding(id, LOADER, member, request));
  });
}

function together<Entry>(entries: readonly Entry[], load: (entry: Entry) => Promise<unknown>): Promise<unknown> {
  return lastValueFrom(from(entries).pipe(mergeMap(load, LOADED_TOGETHER)), { defaultValue: null });
}

async function announce(association: string, { id, title, versions }: SampleArrangement, commands: CommandBus) {
  for (const [index, { controlTotals: _none, title: printed = title, ...terms }] of versions.entries()) {
    const request = await valid(AnnounceArrangementRequest, { version: index + 1, title: printed, terms });
    await commands.execute(new AnnounceArrangement(association, LOADER, id, request));
  }
}

async function valid<Request extends object>(metatype: Type<Request>, value: unknown): Promise<Request> {
  return (await pipe.transform(value, { type: 'body', metatype })) as Request;
}

async function markLoaded(association: string, store: EventStore, pseudonyms: Pseudonyms): Promise<void> {
  const actor = await pseudonyms.actor(association, LOADER);
  const event = {
    ...sampleLoaded(),
    id: randomUUID(),
    schemaVersion: 1,
    occurredAt: null,
    actor,
    causation: null,
    subject: null,
    ruleset: null,
    knowledgeAt: null,
    keyId: null,
  };
  await store.append({ association, stream: IMPORT_STREAM, expected: 'none', events: [event] });
}
