import { PageRequest, UuidField } from '#platform';

/** Filters of the findings; without any all of them are listed, newest first. */
export class ListFindingsRequest extends PageRequest {
  @UuidField({ optional: true })
  transfer?: string;

  @UuidField({ optional: true, description: 'Member reference' })
  member?: string;
}
