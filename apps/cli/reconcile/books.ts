import { controlTotal } from '#records';

/** What one side has of a day, a sender and an arrangement. */
export interface Entry {
  readonly transfers: number;
  readonly lines: number;
  readonly controlTotal: string;
}

/** The heading under which transfers are counted. */
export interface Heading {
  /** In Japan. */
  readonly day: string;
  readonly source: string;
  readonly arrangement: string | null;
}

export interface Difference extends Heading {
  readonly file: Entry;
  readonly ledger: Entry;
}

const NOTHING: Entry = { transfers: 0, lines: 0, controlTotal: controlTotal(0n) };

/** Entries by heading. */
export class Books {
  readonly #entries = new Map<string, Heading & Entry>();

  put(heading: Heading, { transfers, lines, controlTotal: total }: Entry): void {
    const { day, source, arrangement } = heading;
    this.#entries.set(keyOf(heading), { day, source, arrangement, transfers, lines, controlTotal: total });
  }

  /** Where these books, of a file, and those of the ledger differ, oldest day first. */
  differences(ledger: Books): Difference[] {
    const keys = [...new Set([...this.#entries.keys(), ...ledger.#entries.keys()])].sort();
    return keys.flatMap((key) => {
      const [mine, theirs] = [this.#entries.get(key), ledger.#entries.get(key)];
      const { day, source, arrangement } = (mine ?? theirs)!;
      const difference = { day, source, arrangement, file: entryOf(mine), ledger: entryOf(theirs) };
      return isSame(difference.file, difference.ledger) ? [] : [difference];
    });
  }

  /** The senders, each with its first and last day. */
  get spans(): { source: string; from: string; to: string }[] {
    const spans = new Map<string, { source: string; from: string; to: string }>();
    for (const { source, day } of this.#entries.values()) {
      const known = spans.get(source) ?? { source, from: day, to: day };
      spans.set(source, { source, from: day < known.from ? day : known.from, to: day > known.to ? day : known.to });
    }
    return [...spans.values()];
  }
}

function keyOf({ day, source, arrangement }: Heading): string {
  return JSON.stringify([day, source, arrangement]);
}

function entryOf(entry: Entry | undefined): Entry {
  if (!entry) return NOTHING;
  const { transfers, lines, controlTotal: total } = entry;
  return { transfers, lines, controlTotal: total };
}

function isSame(one: Entry, other: Entry): boolean {
  return one.transfers === other.transfers && one.lines === other.lines && one.controlTotal === other.controlTotal;
}
