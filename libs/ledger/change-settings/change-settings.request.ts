import { DayField, ObjectField } from '#platform';
import { SettingsRequest } from './settings.fields.js';

export class ChangeSettingsRequest {
  @DayField({ optional: true, description: 'First day of the change: today when left out, and no day before it' })
  effectiveFrom?: string;

  @ObjectField(() => SettingsRequest)
  settings!: SettingsRequest;
}
