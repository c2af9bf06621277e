import { Inject, Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { Projection, StoredEvent } from '#event-store';
import { registerOf, TransferChanges, TransferDescriber, type ChangedLine, type TransferChange } from '#ledger';

type Version = Extract<TransferChange, { kind: 'version' }>;

/** Folds transfers into the statutory registers. It decides nothing: which record is due stands in the event. */
@Injectable()
export class RecordsProjection implements Projection {
  readonly name = 'records';
  readonly version = 1;
  readonly tables = ['records.statutory_record', 'records.transfer'];

  constructor(
    @Inject(TransferChanges) private readonly changes: TransferChanges,
    @Inject(TransferDescriber) private readonly describer: TransferDescriber,
  ) {}

  async apply(events: readonly StoredEvent[], client: ClientBase): Promise<void> {
    for (const change of await this.changes.of(events)) {
      if (change.kind === 'voided') await voidRecords(change, client);
      // A planned transfer is no provision until it is completed.
      else if (change.header.phase === 'done') await this.#takeVersion(change, client);
    }
  }

  async #takeVersion(version: Version, client: ClientBase): Promise<void> {
    const due = version.lines.filter((line) => registerOf(line.outcome.duty) !== null);
    if (due.length === 0 && version.header.version === 1) return;
    await client.query(
      `INSERT INTO records.transfer (association, transfer_id, ruleset, header, header_part) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (association, transfer_id) DO UPDATE
       SET ruleset = excluded.ruleset, header = excluded.header, header_part = excluded.header_part`,
      [
        version.association,
        version.transferId,
        version.ruleset,
        JSON.stringify(version.header),
        JSON.stringify(version.headerPart),
      ],
    );
    // What the corrected version no longer owes stays in the register, marked.
    await voidRecords(version, client);
    if (due.length > 0) await insertRecords(version, due, await this.#partyOf(version), client);
  }

  /** The party by which the register is searched, opened where the header seals it. */
  async #partyOf({ association, ruleset, header, headerPart }: Version): Promise<string | null> {
    if (header.party) return header.party;
    const [described] = await this.describer.describe([{ association, ruleset, header, headerPart, linePart: null }]);
    return described?.party.id ?? null;
  }
}

async function voidRecords({ association, transferId, position }: TransferChange, client: ClientBase): Promise<void> {
  await client.query(
    `UPDATE records.statutory_record SET status = 'voided', position = $3 WHERE association = $1 AND transfer_id = $2`,
    [association, transferId, position],
  );
}

async function insertRecords(
  version: Version,
  lines: readonly ChangedLine[],
  partyId: string | null,
  client: ClientBase,
): Promise<void> {
  const { association, transferId, position, header } = version;
  const status = header.change === 'correction' ? 'corrected' : 'in-force';
  await client.query(
    `INSERT INTO records.statutory_record
       (association, transfer_id, first_position, position, status, party_id, occurred_on, made_on,
        line, member_ref, register, route, duty, method, retain_until, line_part, chain, allowed)
     SELECT $1, $2, $3, $3, $4, $5, $6, $7, l, m, g, r, d, h, u, p, c, a
     FROM unnest($8::integer[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::date[], $15::jsonb[], $16::text[], $17::boolean[])
       AS due(l, m, g, r, d, h, u, p, c, a)
     ON CONFLICT (association, transfer_id, line) DO UPDATE
     SET position = excluded.position, status = excluded.status, party_id = excluded.party_id, occurred_on = excluded.occurred_on,
         made_on = excluded.made_on, register = excluded.register, route = excluded.route, duty = excluded.duty,
         method = excluded.method, retain_until = excluded.retain_until, line_part = excluded.line_part, chain = excluded.chain, allowed = excluded.allowed`,
    [
      association,
      transferId,
      position,
      status,
      partyId,
      header.occurredOn,
      header.madeOn,
      lines.map(({ line }) => line),
      lines.map(({ ref }) => ref),
      lines.map(({ outcome }) => registerOf(outcome.duty)),
      lines.map(({ outcome }) => outcome.route),
      lines.map(({ outcome }) => outcome.duty),
      lines.map(({ outcome }) => outcome.method),
      lines.map(({ outcome }) => outcome.retainUntil),
      lines.map(({ part }) => (part ? JSON.stringify(part) : null)),
      lines.map(({ outcome }) => outcome.chain),
      lines.map(({ outcome }) => outcome.allowed),
    ],
  );
}
