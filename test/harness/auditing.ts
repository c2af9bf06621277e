import { randomUUID } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import { GiveReason } from '#access';
import { AUDITOR, giveSampleMandate } from '../../apps/cli/serve/sample-mandate.js';

/** Lets the auditor of the development issuer audit, over HTTP, as two officers do. */
export async function giveMandate(
  post: (path: string, officer: string, body: object) => Promise<{ readonly status: number }>,
): Promise<void> {
  const id = '7d3f5d0c-0d0e-4d43-9b5e-3f1f6a2f9c11';
  const period = { from: '2024-04-01', until: '2099-03-31' };
  const mandate = { id, subject: AUDITOR, ...period, purpose: '定期監査' };
  const { status: proposed } = await post('/v1/mandates', 'first-officer', mandate);
  const { status: approved } = await post(`/v1/mandates/${id}/approval`, 'second-officer', {});
  if (proposed !== 201 || approved !== 200) throw new Error(`The mandate was answered ${proposed} and ${approved}.`);
}

/** Gives that auditor a mandate and a reason of an association; the id of the reason. */
export async function beginAudit(association: string, commands: CommandBus): Promise<string> {
  await giveSampleMandate(association, commands);
  const asking = { association, caller: { role: 'auditor', subject: AUDITOR } as const, requestId: null };
  const { answer } = await commands.execute(
    new GiveReason(asking, { id: randomUUID(), class: 'AUDIT', reason: '試験のための監査' }),
  );
  return answer.id;
}
