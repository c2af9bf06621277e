import { Inject, Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { Projection, StoredEvent } from '#event-store';
import { TransferChanges, type TransferChange } from '#ledger';

type Version = Extract<TransferChange, { kind: 'version' }>;

/** Folds transfers into each member's view. Planned transfers are not there: nothing has moved yet. */
@Injectable()
export class MemberViewProjection implements Projection {
  readonly name = 'member-view';
  readonly version = 1;
  readonly tables = ['disclosure.member_line', 'disclosure.transfer'];

  constructor(@Inject(TransferChanges) private readonly changes: TransferChanges) {}

  async apply(events: readonly StoredEvent[], client: ClientBase): Promise<void> {
    for (const change of await this.changes.of(events)) {
      if (change.kind === 'voided') await voidLines(change, client);
      else if (change.header.phase === 'done') await takeVersion(change, client);
    }
  }
}

async function voidLines({ association, transferId, position }: TransferChange, client: ClientBase): Promise<void> {
  await client.query(
    `UPDATE disclosure.member_line SET status = 'voided', position = $3 WHERE association = $1 AND transfer_id = $2`,
    [association, transferId, position],
  );
}

async function takeVersion(version: Version, client: ClientBase): Promise<void> {
  const { association, transferId, position, ruleset, header, headerPart, lines } = version;
  await client.query(
    `INSERT INTO disclosure.transfer (association, transfer_id, ruleset, header, header_part) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (association, transfer_id) DO UPDATE
     SET ruleset = excluded.ruleset, header = excluded.header, header_part = excluded.header_part`,
    [association, transferId, ruleset, JSON.stringify(header), JSON.stringify(headerPart)],
  );
  await client.query(
    `INSERT INTO disclosure.member_line
       (association, transfer_id, first_position, position, version, status, occurred_on, line, member_ref, view, chain, outcome, line_part)
     SELECT $1, $2, $3, $3, $4, $5, $6, l, m, v, c, o, p
     FROM unnest($7::integer[], $8::uuid[], $9::text[], $10::text[], $11::jsonb[], $12::jsonb[]) AS changed(l, m, v, c, o, p)
     ON CONFLICT (association, transfer_id, line) DO UPDATE
     SET position = excluded.position, version = excluded.version, status = excluded.status, occurred_on = excluded.occurred_on,
         view = excluded.view, chain = excluded.chain, outcome = excluded.outcome, line_part = excluded.line_part`,
    [
      association,
      transferId,
      position,
      header.version,
      header.change === 'correction' ? 'corrected' : 'recorded',
      header.occurredOn,
      lines.map(({ line }) => line),
      lines.map(({ ref }) => ref),
      lines.map(({ outcome }) => outcome.view),
      lines.map(({ outcome }) => outcome.chain),
      lines.map(({ outcome }) => JSON.stringify(outcome)),
      lines.map(({ part }) => (part ? JSON.stringify(part) : null)),
    ],
  );
}
