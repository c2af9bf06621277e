import type { Client, LimitName } from '#platform';
import type { Caller } from './caller.js';
import type { Permission } from './permissions.js';

/** Limits that do not follow from reading or changing. */
const OF_PERMISSION: Partial<Record<Permission, LimitName>> = {
  'transfer:record': 'posts',
  'transfer:correct': 'posts',
  'transfer:import': 'posts',
  'member:register': 'posts',
  'standing:keep': 'posts',
  // What these ask is counted by its lines.
  'transfer:assess': 'posts',
  'household-notice:compose': 'posts',
  'member-view:read': 'member-reads',
  'member:find': 'member-reads',
  'standing:read': 'member-reads',
  'look:read': 'member-reads',
  'erasure:read': 'member-reads',
  'represented:read': 'member-reads',
};

const READING = ['GET', 'HEAD'];

/** Under which limit a request counts. */
export function limitOf(permission: Permission | undefined, method: string): LimitName {
  return (permission && OF_PERMISSION[permission]) ?? (READING.includes(method) ? 'reads' : 'changes');
}

/** Each account of an association is one client, with whatever tokens it comes. */
export function clientOf({ role, association, subject }: Omit<Caller, 'member'>): Client {
  return { key: JSON.stringify([association, role, subject]), facts: { role, association } };
}
