import type { LookLog, Looker } from '#access';

/** Looks are written in steps, as the export of a register writes them. */
const SEEN_PER_LOOK = 200;

/** A record of a person, as a certificate names it. */
export interface CertifiedRecord {
  readonly register: 'provision' | 'receipt';
  readonly record: string;
}

/** That somebody is about to see when the records of a person end: durable once it resolves, also where there is none. */
export async function lookAtRecords(
  looks: LookLog,
  looker: Looker,
  { member, seen }: { readonly member: string; readonly seen: readonly CertifiedRecord[] },
): Promise<void> {
  for (const register of ['provision', 'receipt'] as const) {
    const what = register === 'provision' ? 'PROVISION_RECORDS' : 'RECEIPT_RECORDS';
    const records = seen.filter((one) => one.register === register).map(({ record }) => ({ member, record }));
    await looks.write(looker, { what, member, seen: records.slice(0, SEEN_PER_LOOK) });
    for (let from = SEEN_PER_LOOK; from < records.length; from += SEEN_PER_LOOK)
      await looks.write(looker, { what, seen: records.slice(from, from + SEEN_PER_LOOK) });
  }
}
