import { DayField } from '#platform';

export class OnDayRequest {
  @DayField({ optional: true, description: 'As it is on this day; today when left out' })
  on?: string;
}
