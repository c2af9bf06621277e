import { Refusal } from '../problems/refusal.js';

/** Deeper than any request of ours; the validator calls itself once a level and would run out of stack. */
const DEPTH_MAX = 16;
/** 1,000 members with dozens of fields of their own; many more small values would keep the process busy for minutes. */
const VALUES_MAX = 100_000;
/** No request of ours has 50 fields; the work of refusing unknown names grows with the square of their number. */
const NAMES_MAX = 200;

/** Refuses a body that validation could not walk in reasonable time: no object, too deep, too many values or names. */
export function refuseUnreadableBody(body: unknown): void {
  if (body === undefined) return; // Validated as an empty object: every field is named as missing.
  if (typeof body !== 'object' || body === null || Array.isArray(body)) refuse('is not an object');
  let level: unknown[] = [body];
  let values = 1;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) refuse('is nested too deeply');
    const next: unknown[] = [];
    for (const value of level) {
      const children = Object.values(value as object);
      if (children.length > NAMES_MAX && !Array.isArray(value)) {
        refuse(`holds an object with more than ${NAMES_MAX} names`);
      }
      values += children.length;
      if (values > VALUES_MAX) refuse(`holds more than ${VALUES_MAX} values`);
      for (const child of children) if (typeof child === 'object' && child !== null) next.push(child);
    }
    level = next;
  }
}

function refuse(detail: string): never {
  throw new Refusal('invalid-request', { errors: [{ pointer: '', detail }] });
}
