import type { DisposalCertified, DisposalEvent, DisposalProposed, KeptLines, ListedLines } from './disposal-events.js';

/** A disposal folded from its stream. */
export interface Disposal {
  readonly status: 'proposed' | 'withdrawn' | 'approved' | 'executed';
  readonly proposal: DisposalProposed['data'];
  /** Who proposed and who approved it, as events name them. */
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly approvedBy: string | null;
  /** In which role each step was taken, and when; those that were not taken are missing. */
  readonly steps: Readonly<Partial<Record<'proposed' | 'approved' | 'executed', DisposalStep>>>;
  readonly records: readonly ListedLines[];
  readonly kept: readonly KeptLines[];
  /** What came to be kept between proposal and execution. */
  readonly spared: readonly KeptLines[];
  readonly certificate: (DisposalCertified['data'] & { readonly position: string; readonly leafHash: string }) | null;
  /** Of its last event. */
  readonly revision: number;
}

export interface DisposalStep {
  readonly role: string;
  readonly at: string;
}

/** An event with what the log says of it. */
export interface Noted {
  readonly event: DisposalEvent;
  readonly by: string;
  readonly role: string;
  readonly at: string;
  readonly position: string;
  readonly leafHash: string;
  readonly revision: number;
}

/** Null before it is proposed: what was only listed is nothing yet. */
export function disposalOf(events: readonly Noted[]): Disposal | null {
  let disposal: Disposal | null = null;
  const records: ListedLines[] = [];
  const kept: KeptLines[] = [];
  const spared: KeptLines[] = [];
  const changed = (over: Partial<Disposal>): Disposal | null => (disposal === null ? null : { ...disposal, ...over });
  for (const { event, by, role, at, position, leafHash, revision } of events) {
    const stepped = (step: keyof Disposal['steps']) => ({ steps: { ...disposal?.steps, [step]: { role, at } } });
    switch (event.type) {
      case 'DisposalListed':
        records.push(...event.data.records);
        kept.push(...event.data.kept);
        break;
      case 'DisposalProposed':
        disposal = {
          status: 'proposed',
          proposal: event.data,
          proposedBy: by,
          proposedAt: at,
          approvedBy: null,
          ...stepped('proposed'),
          records,
          kept,
          spared,
          certificate: null,
          revision,
        };
        break;
      case 'DisposalApproved':
        disposal = changed({ status: 'approved', approvedBy: by, ...stepped('approved'), revision });
        break;
      case 'DisposalWithdrawn':
        disposal = changed({ status: 'withdrawn', revision });
        break;
      case 'RecordsSpared':
        spared.push(...event.data.kept);
        break;
      case 'DisposalExecuted':
        disposal = changed({ status: 'executed', ...stepped('executed'), revision });
        break;
      case 'DisposalCertified':
        disposal = changed({ certificate: { ...event.data, position, leafHash }, revision });
        break;
      default:
        event satisfies never;
    }
  }
  return disposal;
}

/** Whether lines of a disposal were listed as restricted. */
export function restrictedIn(listed: readonly ListedLines[]): (lines: ListedLines) => boolean {
  const runs = new Map<string, (readonly [first: number, last: number])[]>();
  for (const { transfer, lines, restricted } of listed)
    if (restricted) runs.set(transfer, [...(runs.get(transfer) ?? []), ...lines]);
  return ({ transfer, lines }) =>
    lines.some(([line]) => (runs.get(transfer) ?? []).some(([first, last]) => first <= line && line <= last));
}

/** How many lines are listed. */
export function linesIn(listed: readonly ListedLines[]): number {
  return listed.reduce((sum, { lines }) => sum + lines.reduce((all, [first, last]) => all + last - first + 1, 0), 0);
}
