/**
 * A promise whose failure is met where it is awaited, later or by somebody else. Without this it would be an unhandled
 * one until then, which ends the process.
 */
export function awaitedLater<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}
