/** What time it is. A class, so that it can be injected and, in a test, replaced. */
export class Clock {
  now(): Date {
    return new Date();
  }
}
