import { freshBytes } from '#platform';

const SALT_BYTES = 16;

/** 16 random bytes that no other event has, base64url. */
export function freshSalt(): string {
  return freshBytes(SALT_BYTES).toString('base64url');
}
