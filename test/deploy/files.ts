import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  networks?: string[];
  secrets?: string[];
  configs?: { source: string }[];
  volumes?: (string | { type: string; source: string })[];
  depends_on?: Record<string, unknown>;
  profiles?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
}

export interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
  configs: Record<string, { file: string }>;
  secrets: Record<string, { file: string }>;
}

export function pathTo(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

export function read(path: string): string {
  return readFileSync(pathTo(path), 'utf8');
}

/** A fresh copy each time, so that a test may spoil it. */
export function readCompose(): Compose {
  return parse(read('deploy/compose.yml'), { merge: true }) as Compose;
}
