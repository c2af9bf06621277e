import { createHash } from 'node:crypto';
import { SettingsError, type Environment } from '#platform';

/** Few: each group costs a lease that is renewed every second. More let more projectors share the associations. */
const GROUPS_DEFAULT = 4;
const GROUPS_MAX = 256;

/** `PROJECTION_GROUPS`: into how many groups associations fall. The same for every projector of a database. */
export function groupsOf(env: Environment): number {
  const text = env['PROJECTION_GROUPS'] || String(GROUPS_DEFAULT);
  const groups = Number(text);
  if (!/^\d{1,3}$/.test(text) || groups < 1 || groups > GROUPS_MAX)
    throw new SettingsError(`PROJECTION_GROUPS is no number from 1 to ${GROUPS_MAX}.`);
  return groups;
}

/** The group of an association, from 0: the same in every process and every version of the program. */
export function groupOf(association: string, groups: number): number {
  return createHash('sha256').update(association).digest().readUInt32BE(0) % groups;
}
