import type { ExportedRecord } from '#records';
import { labelOf, rulesetById, type Ruleset } from '#statute';
import type { PaperLanguage } from './paper.js';
import { shownDay } from './paper-words.js';
import { REGISTER_TEXTS as T } from './register-texts.js';

/** The names of several things, one behind the other. */
export function joined(parts: readonly string[], language: PaperLanguage): string {
  return parts.join(language === 'ja' ? '、' : ', ');
}

export function rulesetOf({ ruleset }: Pick<ExportedRecord, 'ruleset'>): Ruleset {
  return rulesetById(ruleset)!;
}

/** The legal name of a field of a record; of one that is kept besides, with a remark. */
export function fieldName(
  record: ExportedRecord,
  register: 'provision' | 'receipt',
  code: string,
  language: PaperLanguage,
): string {
  const name = labelOf(rulesetOf(record), `${register}Fields`, code)[language];
  const isStatutory = record.fields.some((field) => field.code === code && field.statutory);
  return isStatutory ? name : name + T.besides[language];
}

/** What a record says in a field that the law asks for: that it lacks it, or in which record it stands, is said. */
export function fieldText(record: ExportedRecord, code: string, language: PaperLanguage): string {
  const field = record.fields.find((one) => one.code === code);
  if (!field) return '';
  if (!field.present && code !== 'person') return T.lacking[language];
  const said = saidIn(record, code, language);
  return field.from === null ? said : said + T.basedOn(field.from)[language];
}

function saidIn(record: ExportedRecord, code: string, language: PaperLanguage): string {
  switch (code) {
    case 'date':
      return shownDay(record.occurredOn, language);
    case 'party':
      return partyText(record.party, language);
    case 'person':
      return personText(record, language);
    case 'items':
      return joined(
        record.items.map((item) => item[language]),
        language,
      );
    case 'consent':
      return consentText(record, language);
    case 'acquisition':
      return record.acquisition ?? '';
    case 'optOutPublication':
      return T.published[language];
    case 'confirmationMethod':
      return record.confirmedHow ?? '';
    default:
      return '';
  }
}

/** Name, address and representative, as far as they are recorded. */
export function partyText(
  { name, address, representative }: Pick<ExportedRecord['party'], 'name' | 'address' | 'representative'>,
  language: PaperLanguage,
): string {
  const said = [name, address, representative].filter((part) => part !== null);
  return said.length === 0 ? T.lacking[language] : said.join(language === 'ja' ? '　' : ', ');
}

/** The person by name, symbol and number; by the reference where nothing else identifies. */
export function personText({ person, duty }: ExportedRecord, language: PaperLanguage): string {
  if (duty === 'REC_31_3') return T.nobody[language];
  if (person.erased) return `${T.erased[language]} ${T.reference[language]} ${person.ref}`;
  const parts = [
    person.name,
    person.symbol && `${T.symbol[language]} ${person.symbol}`,
    person.number && `${T.memberNumber[language]} ${person.number}`,
    person.branch && `${T.branch[language]} ${person.branch}`,
  ].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? `${T.reference[language]} ${person.ref}` : parts.join(' ');
}

/** That consent is held, of whichever kind. */
export function consentText(record: ExportedRecord, language: PaperLanguage): string {
  const { route } = record;
  const kind = route === null ? '' : labelOf(rulesetOf(record), 'routes', route)[language];
  if (kind === '') return T.consent[language];
  return language === 'ja' ? `${T.consent.ja}（${kind}）` : `${T.consent.en} (${kind})`;
}
