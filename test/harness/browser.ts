import Chromium from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/** A browser that comes with a package: nothing is downloaded, and nothing of the machine's own is used. */
export async function launchBrowser(): Promise<Browser> {
  // Root, as which tests may run, has no sandbox.
  return chromium.launch({ executablePath: await Chromium.executablePath(), args: ['--no-sandbox'], headless: true });
}
