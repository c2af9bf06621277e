import { readFileSync } from 'node:fs';
import { variantsOf, type Variants } from '../domain/fold-name.js';

const { variants } = JSON.parse(readFileSync(new URL('./variant-characters.json', import.meta.url), 'utf8')) as {
  readonly variants: Readonly<Record<string, string>>;
};

/** 異体字 that name the same people: each with the one character that stands for all of them when names are compared. */
export const VARIANT_CHARACTERS: Variants = variantsOf(variants);
