import { CodeField, DayField, TextField, UuidField } from '#platform';
import { EQUIVALENCE_OUTCOMES, type EquivalenceOutcome } from '../domain/arrangement-events.js';

const LONG = { max: 1_000 } as const;

/** A check that a recipient abroad goes on taking equivalent measures, with the seven matters of Rules 18(3). */
export class CheckEquivalenceRequest {
  @UuidField({ description: "The check's id, chosen by the caller: the same id is the same check" })
  id!: string;

  @DayField()
  checkedOn!: string;

  @CodeField(EQUIVALENCE_OUTCOMES, {
    description: 'kept; mended: a hindrance was removed; impossible: provision must stop, as if never checked',
  })
  outcome!: EquivalenceOutcome;

  @TextField({ ...LONG, description: '(i) how the system of the recipient was established' })
  systemEstablishedBy!: string;

  @TextField({ ...LONG, description: '(ii) outline of the measures that the recipient takes' })
  measures!: string;

  @TextField({ ...LONG, description: '(iii) how often and how it is checked' })
  checkMethod!: string;

  @TextField({
    min: 2,
    max: 2,
    pattern: /^[A-Z]{2}$/,
    patternName: 'a country code of two letters (ISO 3166-1)',
    description: '(iv) the country',
  })
  country!: string;

  @TextField({
    ...LONG,
    description: '(v) institutions of the country that may affect the measures, or that there are none',
  })
  foreignInstitutions!: string;

  @TextField({ ...LONG, description: '(vi) what hinders the measures, or that nothing does' })
  hindrance!: string;

  @TextField({ ...LONG, description: '(vii) what is done about it, or that nothing need be' })
  remedy!: string;

  @TextField({ optional: true, nullable: true, max: 300 })
  evidence?: string | null;
}
