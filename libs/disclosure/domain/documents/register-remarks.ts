import type { ExportedRecord } from '#records';
import { labelOf } from '#statute';
import type { PaperLanguage } from './paper.js';
import { REGISTER_TEXTS as T } from './register-texts.js';
import { shownDay } from './paper-words.js';
import { joined, partyText, rulesetOf } from './registered-field.js';

/** When a record was made, and until when it is kept. */
export function untilText({ madeOn, retainUntil }: ExportedRecord, language: PaperLanguage): string {
  const end = retainUntil === null ? T.endless[language] : shownDay(retainUntil, language);
  return `${T.madeOn[language]} ${shownDay(madeOn, language)}\n${T.until[language]} ${end}`;
}

/** Why a record is kept beyond its end, in the words of its ruleset. */
export function keptForText(record: ExportedRecord, language: PaperLanguage): string {
  const reasons = record.keptFor.map((reason) => labelOf(rulesetOf(record), 'keepingReasons', reason)[language]);
  return joined(reasons, language);
}

/** The statutory fields that a record lacks, by their legal names. */
export function missingText(
  record: ExportedRecord,
  register: 'provision' | 'receipt',
  language: PaperLanguage,
): string {
  const names = record.missing.map((code) => labelOf(rulesetOf(record), `${register}Fields`, code)[language]);
  return joined(names, language);
}

/** What a record said before it was corrected, a line for each version. */
export function earlierTexts({ earlier }: ExportedRecord, language: PaperLanguage): string[] {
  return earlier.map(({ version, occurredOn, party, items, position }) => {
    const said = [
      shownDay(occurredOn, language),
      partyText(party, language),
      joined(
        items.map((item) => item[language]),
        language,
      ),
      `${T.place[language]} ${position}`,
    ];
    return T.before(version)[language] + said.join(language === 'ja' ? '／' : '; ');
  });
}

/** All that is to be known of a record besides its fields. */
export function remarksOn(
  record: ExportedRecord,
  register: 'provision' | 'receipt',
  language: PaperLanguage,
): string[] {
  const { status, missing, keptFor, correctionReason, notEvidencedBefore, linePosition } = record;
  return [
    (T.status[status] ?? { ja: status, en: status })[language],
    ...(missing.length > 0 ? [T.missing[language] + missingText(record, register, language)] : []),
    ...(correctionReason === null ? [] : [T.correction[language] + correctionReason]),
    ...earlierTexts(record, language),
    ...(keptFor.length > 0 ? [T.keptFor[language] + keptForText(record, language)] : []),
    ...(notEvidencedBefore === null ? [] : [T.notEvidenced[language] + shownDay(notEvidencedBefore, language)]),
    `${T.place[language]} ${linePosition}`,
  ];
}
