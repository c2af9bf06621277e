import { DayField } from '#platform';

/** Which day's publication is checked. */
export class LintPublicationRequest {
  @DayField({ optional: true, description: 'As it is published on this day; today when left out' })
  on?: string;
}
