/** A value of JSON; a text made by `rawJson` stands for JSON that no value can be. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const RAW = /"@@raw:(.*?)@@"/gs;

/** JSON as it is to be written: numbers that JavaScript cannot hold, names that come twice, hundreds of levels. */
export function rawJson(text: string): string {
  return `@@raw:${text}@@`;
}

export function toJsonText(value: Json): string {
  return JSON.stringify(value).replace(RAW, (_all, escaped: string) => JSON.parse(`"${escaped}"`) as string);
}

/** Sets a member under any name: plain assignment would change the prototype for one of them. */
export function setMember(target: object, name: string, value: Json): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
