import { DayField, PageRequest } from '#platform';

/** A list of what there is, as it is on a day. */
export class ListOnDayRequest extends PageRequest {
  @DayField({ optional: true, description: 'As it is on this day; today when left out' })
  on?: string;
}
