import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { itemOf, purposeOf, rulesetById, type NumItem, type Ruleset } from '#statute';
import type { HeaderSealed, LineSealed, TransferHeader } from '../domain/transfer-events.js';
import type { StatementDetails } from '../domain/statement.js';
import { partyOn } from '../domain/party.js';
import type { PartyEvent } from '../domain/party-events.js';
import { partyOf } from '../domain/transfer.js';
import { PartyReader } from '../knowledge/party-reader.js';
import type { SealedPart } from './transfer-changes.js';

/** A line as a row has it. */
export interface LineToDescribe {
  readonly association: string;
  readonly ruleset: string;
  readonly header: TransferHeader;
  readonly headerPart: SealedPart | null;
  readonly linePart: SealedPart | null;
}

/** A header and its line, opened; null where the key was destroyed. */
export interface OpenedParts {
  readonly header: HeaderSealed | null;
  readonly line: LineSealed | null;
}

export interface NamedCode {
  readonly code: string;
  readonly ja: string;
  readonly en: string;
}

export interface DescribedParty {
  readonly id: string | null;
  readonly name: string | null;
  readonly address: string | null;
  readonly representative: string | null;
  readonly class: string | null;
}

/** A line in words: who, what, what for. What was sealed with a key that is gone is null or empty. */
export interface DescribedLine {
  readonly party: DescribedParty;
  readonly items: readonly NamedCode[];
  readonly purpose: NamedCode;
  readonly consentId: string | null;
  readonly acquisition: string | null;
  /** How it was checked that the person consented: art. 31(1). */
  readonly confirmedHow: string | null;
  /** Whether the opt-out on which it rests was published: Rules 24(1)(i). */
  readonly optOutPublished: boolean;
  /** Who made the record for the association. */
  readonly proxyBy: string | null;
  /** The paper that takes the place of a record, as the poster named it. */
  readonly contractRef: string | null;
  /** The item of Number Act art. 19 that the poster named. */
  readonly numItem: NumItem | null;
  /** Whether the register of before, from which it was taken over, says that consent was held. */
  readonly consentStated: boolean;
  readonly header: TransferHeader;
}

type OpenedLine = Omit<LineToDescribe, 'headerPart' | 'linePart'> & { readonly opened: OpenedParts };

const NO_PARTY: DescribedParty = { id: null, name: null, address: null, representative: null, class: null };

/** Puts lines into words, a page at a time: one look at the keys, one at the parties. */
@Injectable()
export class TransferDescriber {
  constructor(
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(PartyReader) private readonly parties: PartyReader,
  ) {}

  /** The registered party of each header, by which rows are searched; opened where the header seals it. */
  async partiesOf(headers: readonly Omit<LineToDescribe, 'linePart'>[]): Promise<(string | null)[]> {
    const sealed = headers.filter(({ header }) => !header.party);
    const described = await this.describe(sealed.map((one) => ({ ...one, linePart: null })));
    const found = new Map(sealed.map((one, index) => [one, described[index]!.party.id]));
    return headers.map((one) => one.header.party ?? found.get(one) ?? null);
  }

  async describe(lines: readonly LineToDescribe[]): Promise<DescribedLine[]> {
    const parts = await this.#open(lines);
    return this.describeOpened(lines.map((line, index) => ({ ...line, opened: parts[index]! })));
  }

  async describeOpened(lines: readonly OpenedLine[]): Promise<DescribedLine[]> {
    const [first] = lines;
    if (!first) return [];
    const parties = await this.parties.read(first.association, lines.flatMap(partyIdOf));
    return lines.map((line) => describeLine(line, parties));
  }

  async #open(lines: readonly LineToDescribe[]): Promise<OpenedParts[]> {
    const parts = lines.flatMap(({ association, headerPart, linePart }) =>
      [headerPart, linePart].flatMap((part) => (part ? [{ association, ...part }] : [])),
    );
    const opened = await this.keys.open(parts);
    const byEvent = new Map(parts.map((part, index) => [part.eventId, opened[index]]));
    return lines.map(({ headerPart, linePart }) => {
      const opened = headerPart ? byEvent.get(headerPart.eventId) : null;
      // Without a part of its own, a line is sealed together with its header, or could not be sealed at all. One that
      // was moved has a part of its own beside such a header.
      if (!linePart && isBoth(opened)) return opened;
      const header = isBoth(opened) ? opened.header : (opened as HeaderSealed | null);
      return {
        header: header ?? null,
        line: linePart ? ((byEvent.get(linePart.eventId) as LineSealed | null) ?? null) : null,
      };
    });
  }
}

function isBoth(part: unknown): part is OpenedParts {
  return typeof part === 'object' && part !== null && 'line' in part;
}

function partyIdOf({ header, opened }: OpenedLine): string[] {
  if (header.party) return [header.party];
  return opened.header?.party && 'id' in opened.header.party ? [opened.header.party.id] : [];
}

function describeLine(
  { header, opened, ruleset: rulesetId }: OpenedLine,
  parties: ReadonlyMap<string, readonly PartyEvent[]>,
): DescribedLine {
  const ruleset = rulesetById(rulesetId)!;
  const items = opened.line?.items ?? header.items ?? opened.header?.items ?? [];
  const details = opened.header?.details as Partial<StatementDetails> | undefined;
  return {
    party: describeParty(header, opened.header, parties),
    items: items.map((code) => named(code, itemOf(ruleset, code))),
    purpose: purposeName(header.purpose, ruleset),
    consentId: opened.line?.consentId ?? null,
    acquisition: details?.confirmation?.acquisition ?? null,
    confirmedHow: details?.ground?.art31?.howChecked ?? null,
    optOutPublished: details?.ground?.optOut?.published ?? false,
    proxyBy: details?.record?.proxyBy ?? null,
    contractRef: details?.ground?.contractRef ?? null,
    numItem: details?.ground?.numItem ?? null,
    consentStated: header.earlier !== undefined && (details?.evidence ?? []).some(({ kind }) => kind === 'CONSENT'),
    header,
  };
}

function describeParty(
  header: TransferHeader,
  sealed: HeaderSealed | null,
  parties: ReadonlyMap<string, readonly PartyEvent[]>,
): DescribedParty {
  const stated = sealed ? partyOf(header, sealed) : header.party ? { id: header.party } : null;
  if (!stated) return NO_PARTY;
  if (!('id' in stated)) {
    const { name, address, representative } = stated;
    return { id: null, name, address, representative, class: stated.class };
  }
  // As it was on the day: a party that changes its name later had another one then.
  const known = partyOn(parties.get(stated.id) ?? [], header.occurredOn);
  const names = known?.sealed ?? { name: null, address: null, representative: null };
  return {
    id: stated.id,
    name: names.name,
    address: names.address,
    representative: names.representative,
    class: known?.data.class ?? null,
  };
}

function purposeName(code: string, ruleset: Ruleset): NamedCode {
  return named(code, purposeOf(ruleset, code));
}

function named(code: string, known: { readonly ja: string; readonly en: string } | null): NamedCode {
  return { code, ja: known?.ja ?? code, en: known?.en ?? code };
}
