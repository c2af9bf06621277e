import type { CommandBus } from '@nestjs/cqrs';
import { v5 } from 'uuid';
import { DecideMandate, ProposeMandate } from '#access';

/** Namespace of the ids of sample mandates; any fixed UUID. */
const MANDATE_NAMESPACE = 'd4b7b8d0-2f5e-4f0e-9c55-1a8c0f7d6e21';
/** Who the development issuer says an auditor is where nobody says who. */
export const AUDITOR = 'development-auditor';
const PROPOSER = { role: 'officer', subject: 'sample-officer' } as const;
const APPROVER = { role: 'officer', subject: 'sample-second-officer' } as const;

/** For the auditors of the development issuer: of its command, and of the page at which people sign in. */
export async function giveSampleMandates(association: string, commands: CommandBus): Promise<void> {
  for (const subject of [AUDITOR, `auditor@${association}`]) await giveSampleMandate(association, commands, subject);
}

/** Lets an auditor, the one of the development issuer, audit an association; the same again is the same mandate. */
export async function giveSampleMandate(
  association: string,
  commands: CommandBus,
  subject: string = AUDITOR,
): Promise<void> {
  const id = v5(JSON.stringify([association, subject]), MANDATE_NAMESPACE);
  const period = { from: '2024-04-01', until: '2099-03-31' };
  const proposed = { id, subject, ...period, purpose: '見本の監査' };
  const { mandate } = await commands.execute(
    new ProposeMandate({ association, caller: PROPOSER, requestId: null }, proposed),
  );
  // One that somebody revoked stays revoked.
  if (mandate.status !== 'proposed') return;
  const approval = { kind: 'approve', mandateId: id } as const;
  await commands.execute(new DecideMandate({ association, caller: APPROVER, requestId: null }, approval));
}
