import { linesIn, type Disposal } from '../domain/disposal.js';
import { digestOver } from '../keeping/disposal-streams.js';
import type { DisposalAnswer } from './answers.js';

/** Restricted records are counted to auditors alone, and stand in no digest that others see. */
export function disposalAnswer(disposal: Disposal, isAuditor: boolean): DisposalAnswer {
  const { status, proposal, proposedAt, spared, certificate } = isAuditor ? disposal : inTheOpen(disposal);
  const { disposalId: id, asOf, through, records, kept, complete, digest } = proposal;
  const self = `/v1/disposals/${id}`;
  return {
    id,
    status,
    asOf,
    proposedAt,
    through,
    records,
    kept,
    spared: linesIn(spared),
    complete,
    digest,
    certificate: certificate && certificateAnswer(certificate),
    links: { self, records: `${self}/records` },
  };
}

/** A disposal as if nothing were on the restricted chain: to know that there is something would be to know too much. */
export function inTheOpen(disposal: Disposal): Disposal {
  const isOpen = ({ restricted }: Disposal['records'][number]) => !restricted;
  const [records, kept] = [disposal.records.filter(isOpen), disposal.kept.filter(isOpen)];
  const proposal = {
    ...disposal.proposal,
    records: linesIn(records),
    transfers: new Set(records.map(({ transfer }) => transfer)).size,
    kept: linesIn(kept),
    digest: digestOver([...records, ...kept]),
  };
  const certificate = disposal.certificate && { ...disposal.certificate, ...disposal.certificate.open };
  return { ...disposal, proposal, records, kept, spared: disposal.spared.filter(isOpen), certificate };
}

function certificateAnswer({ disposalId: _id, open: _open, ...certificate }: NonNullable<Disposal['certificate']>) {
  return certificate;
}

/** What is listed, one JSON text a record; restricted ones for auditors alone. */
export function* listedRecords({ records, kept, spared }: Disposal, isAuditor: boolean): Generator<string> {
  const isSpared = new Map(spared.flatMap((one) => idsOf(one).map((id) => [id, one.reasons] as const)));
  for (const entry of [...records, ...kept]) {
    if (entry.restricted && !isAuditor) continue;
    for (const record of idsOf(entry)) {
      const reasons = 'reasons' in entry ? entry.reasons : (isSpared.get(record) ?? []);
      const decision = 'reasons' in entry ? 'keep' : isSpared.has(record) ? 'spare' : 'dispose';
      yield `${JSON.stringify({ record, decision, reasons })}\n`;
    }
  }
}

function idsOf({ transfer, lines }: Disposal['records'][number]): string[] {
  return lines.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => `${transfer}:${first + index}`),
  );
}
