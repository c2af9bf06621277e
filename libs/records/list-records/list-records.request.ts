import { CodeField, DayField, PageRequest, TextField, UuidField } from '#platform';
import { RECORD_METHODS, ROUTES, type RecordMethod, type Route } from '#statute';

/** Filters of a register. All of them narrow; without any the whole register is listed, newest day first. */
export class ListRecordsRequest extends PageRequest {
  @DayField({ optional: true, description: 'First day of the period' })
  from?: string;

  @DayField({ optional: true, description: 'Last day of the period' })
  to?: string;

  @TextField({ optional: true, max: 64, description: 'A registered party' })
  party?: string;

  @UuidField({ optional: true, description: 'Member reference' })
  member?: string;

  @CodeField(ROUTES, { optional: true, enumName: 'Route' })
  route?: Route;

  @CodeField(RECORD_METHODS, { optional: true, enumName: 'RecordMethod' })
  method?: RecordMethod;
}
