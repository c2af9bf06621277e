import type { ProjectionTarget, StoredEvent } from '#event-store';
import type { LineRanges } from '../domain/line-ranges.js';
import type { ChangedLine, TransferChange, VersionHeader } from './transfer-changes.js';
import { transferChanges } from './transfer-changes.js';
import { VersionTables, type Ending, type VersionRow } from './version-tables.js';

/** A line on its way into a projection's own table. */
export interface LineOfVersion {
  readonly version: VersionRow;
  readonly line: ChangedLine;
}

/** A line that left one member's rows, or came into another's. */
export type MovedLine =
  | ({ readonly kind: 'taken' } & Pick<TakenLine, 'association' | 'transferId' | 'version' | 'line' | 'ref'>)
  | ({ readonly kind: 'given' } & LineOfVersion);

type TakenLine = Extract<TransferChange, { kind: 'taken' }>;
type GivenLine = Extract<TransferChange, { kind: 'given' }>;

/** What a projection of transfers says of itself; both tables are as `versionTables` makes them. */
export interface VersionRowsOptions {
  readonly tables: { readonly transfer: string; readonly opened: string; readonly lines: string };
  /** Whether the projection has a row for such a line. */
  keeps(line: ChangedLine): boolean;
  /** The party of each version, by which rows are searched. */
  partiesOf(versions: readonly VersionHeader[]): Promise<(string | null)[]>;
  insertLines(lines: readonly LineOfVersion[], target: ProjectionTarget): Promise<void>;
  /** Where lines move, one after the other. Lines that are given are among those that it keeps. */
  moveLine(moved: MovedLine, target: ProjectionTarget): Promise<void>;
  /** The version that a line moves in, where the projection had no line of it; without it, such a line is left out. */
  versionOf?(given: GivenLine): Promise<VersionHeader>;
  /** Puts the lines of these versions in the place of those of earlier ones. */
  replaceLines(versions: readonly VersionRow[], target: ProjectionTarget): Promise<void>;
}

/**
 * Folds one step of one association's log into rows of transfers and their lines. Lines are written as they come, each
 * with its version; a transfer's row says which version is sealed, and only that one is shown. So nothing has to be
 * read back or kept in memory until a seal, whatever the number of lines.
 */
export class VersionRows {
  /** Versions that were opened and not sealed yet, by their transfer. */
  readonly #open: Map<string, VersionRow>;
  readonly #openBefore: ReadonlySet<string>;
  readonly #grown = new Set<VersionRow>();
  readonly #abandoned: VersionRow[] = [];
  readonly #shown = new Map<string, VersionRow>();
  readonly #ended = new Map<string, Ending>();
  readonly #disposed: { readonly transferId: string; readonly lines: LineRanges }[] = [];
  readonly #moved: MovedLine[] = [];
  #lines: LineOfVersion[] = [];

  private constructor(
    private readonly options: VersionRowsOptions,
    open: readonly VersionRow[],
  ) {
    this.#open = new Map(open.map((row) => [row.transferId, row]));
    this.#openBefore = new Set(this.#open.keys());
  }

  static async apply(
    events: readonly StoredEvent[],
    target: ProjectionTarget,
    options: VersionRowsOptions,
  ): Promise<void> {
    const changes = transferChanges(events);
    const [first] = changes;
    if (!first) return;
    const tables = new VersionTables(first.association, target, options.tables);
    const fold = new VersionRows(options, await tables.readOpen());
    await fold.#take(changes, tables);
    await fold.#write(tables, target);
  }

  async #take(changes: readonly TransferChange[], tables: VersionTables): Promise<void> {
    const begun = changes.filter((change) => change.kind === 'opened' || change.kind === 'whole');
    const parties = await this.options.partiesOf(begun);
    const amended = begun.filter(({ header }) => header.version > 1).map(({ transferId }) => transferId);
    const firsts = await tables.readFirstPositions(amended);
    const moved = changes.flatMap((change) => (change.kind === 'given' ? [change.transferId] : []));
    const shown = await tables.readShown(moved);
    const partyOf = new Map(begun.map((version, index) => [version, parties[index] ?? null]));
    for (const change of changes) {
      if (change.kind === 'opened' || change.kind === 'whole') {
        const { transferId, position } = change;
        const firstPosition = firsts.get(transferId) ?? this.#shown.get(transferId)?.firstPosition ?? position;
        this.#begin(change, { partyId: partyOf.get(change)!, firstPosition });
      } else if (change.kind === 'taken') this.#moved.push(change);
      else if (change.kind === 'given') await this.#give(change, shown);
      else this.#goOn(change);
    }
  }

  #begin(
    change: Extract<TransferChange, { kind: 'opened' | 'whole' }>,
    { partyId, firstPosition }: Pick<VersionRow, 'partyId' | 'firstPosition'>,
  ): void {
    const { association, transferId, ruleset, header, headerPart, text, position } = change;
    this.#abandon(transferId);
    const row: VersionRow = {
      association,
      transferId,
      version: header.version,
      ruleset,
      header,
      headerPart,
      text,
      partyId,
      firstPosition,
      position,
      lines: 0,
      kept: 0,
    };
    if (change.kind === 'opened') {
      this.#open.set(transferId, row);
      this.#grown.add(row);
    } else {
      this.#add(row, change.line);
      this.#seal(row, position);
    }
  }

  #goOn(change: Exclude<TransferChange, { kind: 'opened' | 'whole' | 'taken' | 'given' }>): void {
    const { transferId, position } = change;
    const row = this.#open.get(transferId);
    if (change.kind === 'voided' || change.kind === 'rejected')
      this.#ended.set(transferId, { status: change.kind, position });
    else if (change.kind === 'disposed') this.#disposed.push(change);
    else if (change.kind === 'line') {
      // A line without a header is found out by its seal.
      if (row) this.#add(row, change.line);
    } else if (row?.version === change.version && row.lines === change.count) this.#seal(row, position);
    else throw new Error(`The transfer sealed at ${position} lacks its header or a line.`);
  }

  async #give(change: GivenLine, shownBefore: ReadonlyMap<string, VersionRow>): Promise<void> {
    const { transferId, line } = change;
    if (!this.options.keeps(line)) return;
    const known = this.#shown.get(transferId) ?? shownBefore.get(transferId);
    const version = known ?? (await this.#missing(change));
    if (version) this.#moved.push({ kind: 'given', version, line });
  }

  /** Of a transfer of which nothing was kept there is no row: from now on there is. */
  async #missing(change: GivenLine): Promise<VersionRow | null> {
    const header = await this.options.versionOf?.(change);
    if (!header) return null;
    const [partyId = null] = await this.options.partiesOf([header]);
    const { version } = header.header;
    const { position: firstPosition } = header;
    const row = { ...header, version, partyId, firstPosition, position: change.position, lines: 1, kept: 1 };
    this.#shown.set(header.transferId, row);
    return row;
  }

  #add(row: VersionRow, line: ChangedLine): void {
    row.lines += 1;
    this.#grown.add(row);
    // Nothing has moved yet where a transfer is only planned.
    if (row.header.phase !== 'done' || !this.options.keeps(line)) return;
    row.kept += 1;
    this.#lines.push({ version: row, line });
  }

  #seal(row: VersionRow, position: string): void {
    this.#open.delete(row.transferId);
    row.position = position;
    if (row.header.phase === 'done' && (row.kept > 0 || row.version > 1)) this.#shown.set(row.transferId, row);
  }

  /** Forgets a version that was opened and never sealed: another one begins. */
  #abandon(transferId: string): void {
    const row = this.#open.get(transferId);
    if (!row) return;
    this.#open.delete(transferId);
    this.#abandoned.push(row);
    this.#lines = this.#lines.filter(({ version }) => version !== row);
  }

  async #write(tables: VersionTables, target: ProjectionTarget): Promise<void> {
    const shown = [...this.#shown.values()];
    const amended = shown.filter(({ version }) => version > 1);
    await tables.deleteLines(this.#abandoned.filter(({ transferId }) => this.#openBefore.has(transferId)));
    if (this.#lines.length > 0) await this.options.insertLines(this.#lines, target);
    for (const moved of this.#moved) await this.options.moveLine(moved, target);
    if (amended.length > 0) await this.options.replaceLines(amended, target);
    await tables.show(shown);
    await tables.end(this.#ended);
    // Nothing new comes of a transfer of which something was disposed of, so what is there is all there is.
    await tables.dispose(this.#disposed);
    await tables.deleteOpen([...this.#openBefore].filter((transferId) => !this.#open.has(transferId)));
    await tables.keepOpen([...this.#open.values()].filter((row) => this.#grown.has(row)));
  }
}
