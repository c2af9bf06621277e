import { aGroup, aHeader, asStored, aSealedHeader, fold } from '../testing/judgements.js';
import { FIRST, SECOND } from '../testing/statements.js';
import { outcomeOnly, storedGroup } from './decide-transfer.js';
import type { Explanation, Group, TransferEvent } from './transfer-events.js';
import type { SubjectEvent } from './transfer.js';

const opened = (version = 1): SubjectEvent => ({
  subject: null,
  event: { type: 'TransferOpened', data: aHeader({ version }), sealed: aSealedHeader() },
});
const line = (number: number, explanation: Explanation | null = null, over: Partial<Group> = {}): SubjectEvent => ({
  subject: number === 1 ? FIRST : SECOND,
  event: {
    type: 'MemberLineRecorded',
    data: { version: 1, line: number, outcome: outcomeOnly(aGroup(over)), explanation },
    sealed: { consentId: `consent-${number}`, statedConsentId: null, items: null, partySubjectId: null },
  },
});
const sealedWith = (groups: Group[] = [aGroup()], version = 1): SubjectEvent => ({
  subject: null,
  event: {
    type: 'TransferSealed',
    data: { version, count: 2, linesRoot: 'root', groups: groups.map(storedGroup) },
    sealed: null,
  },
});
const recorded = (version = 1): SubjectEvent => ({
  subject: FIRST,
  event: {
    type: 'TransferRecorded',
    data: { header: aHeader({ version }), group: aGroup() },
    sealed: {
      header: aSealedHeader(),
      line: { consentId: null, statedConsentId: null, items: null, partySubjectId: null },
    },
  },
});
const closed = (type: 'TransferVoided' | 'TransferNotSent'): SubjectEvent => ({
  subject: null,
  event: { type, data: { version: 1 }, sealed: null } as unknown as TransferEvent,
});
const reasons = (code: string): Explanation => ({ missing: [code], findings: [], citations: [], trace: '' });

describe('a transfer folded from its stream', () => {
  it('is unrecorded until its seal, and recorded from then on', () => {
    expect(fold(opened(), line(1), line(2))).toEqual({ versions: [], status: 'unrecorded', disposed: [] });
    const after = fold(opened(), line(1), line(2), sealedWith());
    expect([after.status, after.versions.length]).toEqual(['recorded', 1]);
  });

  it('begins a version anew when it is opened again before its seal', () => {
    const { versions } = fold(opened(), line(1), opened(), line(1), line(2), sealedWith());
    expect(versions.map(({ lines }) => lines.length)).toEqual([2]);
  });

  it('names the member of each line in order', () => {
    const { versions } = fold(opened(), line(1), line(2), sealedWith());
    expect(versions[0]!.lines.map(({ line: number, ref }) => [number, ref])).toEqual([
      [1, FIRST],
      [2, SECOND],
    ]);
  });

  it('keeps every version, in one event or in many, and changes none that came before', () => {
    const events = [
      opened(),
      line(1),
      line(2),
      sealedWith(),
      recorded(2),
      opened(3),
      line(1),
      sealedWith([aGroup()], 3),
    ];
    const { versions, status } = fold(...events);
    expect(versions.map(({ header, lines }) => [header.version, lines.length])).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
    ]);
    expect(status).toBe('recorded');
  });

  it('stays what it was while another version is being written', () => {
    expect(fold(recorded(), opened(2), line(1))).toEqual(fold(recorded()));
  });

  it('takes the groups of the seal first, then those that lines explain themselves', () => {
    const { versions } = fold(opened(), line(1), line(2, reasons('own')), sealedWith());
    expect(versions[0]!.groups.map(({ lines, missing }) => [lines, missing])).toEqual([
      [[1], []],
      [[2], ['own']],
    ]);
  });

  it('joins lines that explain themselves alike', () => {
    const { versions } = fold(opened(), line(1, reasons('own')), line(2, reasons('own')), sealedWith([]));
    expect(versions[0]!.groups.map(({ lines }) => lines)).toEqual([[1, 2]]);
  });

  it('keeps lines apart that explain themselves alike but came to another end', () => {
    const own = [line(1, reasons('own')), line(2, reasons('own'), { view: 'hidden' })];
    const { versions } = fold(opened(), ...own, sealedWith([]));
    expect(versions[0]!.groups.map(({ lines, view }) => [lines, view])).toEqual([
      [[1], 'show'],
      [[2], 'hidden'],
    ]);
  });

  it('is refused with its reasons and without lines', () => {
    const groups = [aGroup({ allowed: false, lines: [1, 2] })];
    const { status, versions } = fold({
      subject: null,
      event: {
        type: 'TransferRefused',
        data: { header: aHeader(), groups: groups.map(storedGroup) },
        sealed: aSealedHeader(),
      },
    });
    expect([status, versions[0]!.groups, versions[0]!.lines]).toEqual(['refused', groups, []]);
  });

  it('keeps what it said when it is voided or not sent', () => {
    const before = fold(recorded());
    expect(fold(recorded(), closed('TransferVoided'))).toEqual({ ...before, status: 'voided' });
    expect(fold(recorded(), closed('TransferNotSent'))).toEqual({ ...before, status: 'not-sent' });
  });

  it.each([
    ['a line', line(1)],
    ['a seal', sealedWith()],
  ])('refuses %s before any header', (_, event) => {
    expect(() => fold(event)).toThrow('before its header');
  });

  it('comes to nothing from nothing', () => {
    expect(fold(...asStored([]))).toEqual({ versions: [], status: 'unrecorded', disposed: [] });
  });
});
