/** Whether anything may be appended to a log and signed for it now. */
export interface SigningGate {
  isOpen(association: string): boolean | Promise<boolean>;
}

export const SIGNING_GATE = Symbol('SigningGate');
