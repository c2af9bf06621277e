import type { CommandBus } from '@nestjs/cqrs';
import { v5 } from 'uuid';
import { EnterRepresentation } from '#access';

/** Namespace of the ids of sample representations; any fixed UUID. */
const AGENT_NAMESPACE = '7c9c0b1e-6f4a-4a0b-8a53-2e6f1d0c9b84';
/** Who the development issuer says a representative is where nobody says who. */
const REPRESENTATIVE = 'development-representative';
const OFFICER = { role: 'officer', subject: 'sample-officer' } as const;

/**
 * Lets the representatives of the development issuer, of its command and of its page, see for a member of the samples.
 * The same again is the same.
 */
export async function enterSampleAgents(association: string, member: string, commands: CommandBus): Promise<void> {
  for (const subject of [REPRESENTATIVE, `representative@${association}`]) {
    const id = v5(JSON.stringify([association, subject, member]), AGENT_NAMESPACE);
    const entered = { id, kind: 'AGENT', subject, from: '2024-04-01', evidence: '見本の委任状' } as const;
    const asking = { association, caller: OFFICER, requestId: null };
    await commands.execute(new EnterRepresentation(asking, member, entered));
  }
}
