import assert from 'node:assert/strict';
import { get } from 'node:http';
import { describe, it } from 'node:test';
import { startPortal } from '../support/portal.ts';

const BUDGET = { first: 60_000, requests: 8, further: 10_000 };

const portal = await startPortal();

describe('the weight of the catalogue list', () => {
  for (const lang of ['kk', 'ru', 'en']) {
    it(`a first visit in ${lang} moves at most 60 kB in at most 8 requests`, async (t) => {
      const moved = await firstVisit(portal.address, `/${lang}/aids`);
      const bytes = [...moved.values()].reduce((sum, size) => sum + size, 0);
      t.diagnostic(`${lang}: ${bytes} bytes in ${moved.size} requests`);
      assert.ok(bytes <= BUDGET.first, `${bytes} bytes: ${JSON.stringify([...moved])}`);
      assert.ok(moved.size <= BUDGET.requests, JSON.stringify([...moved.keys()]));
    });

    it(`a further page in ${lang} moves at most 10 kB`, async () => {
      for (const address of [
        `/${lang}/aids?class=PO&sort=price`,
        `/${lang}/aids/dala-200-indoor-wheelchair`,
      ]) {
        const { bytes } = await fetchOver(portal.address, address);
        assert.ok(bytes <= BUDGET.further, `${address}: ${bytes}`);
      }
    });
  }
});

// The page and everything that it, its styles and its script name; drawings come in one file.
async function firstVisit(server: string, page: string): Promise<Map<string, number>> {
  const moved = new Map<string, number>();
  const waiting = [page];
  for (let address = waiting.shift(); address; address = waiting.shift()) {
    if (moved.has(address)) continue;
    const { bytes, text, type } = await fetchOver(server, address);
    moved.set(address, bytes);
    if (type.includes('html')) waiting.push(...namedByPage(text));
    if (type.includes('css')) waiting.push(...matches(text, /url\(["']?(\/assets\/[^"')]+)/g));
    if (type.includes('javascript')) {
      waiting.push(
        ...matches(text, /(?:from|import)\s?"\.\/([\w.-]+)"/g).map((name) => `/assets/${name}`),
      );
    }
  }
  return moved;
}

// Of the icons a browser fetches one: the drawing.
function namedByPage(html: string): string[] {
  return matches(html, /(?:href|src)="(\/(?:assets|files)\/[^"#]+)/g).filter(
    (address) => !/\.(ico|png)$/.test(address),
  );
}

function matches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, address]) => address!))];
}

async function fetchOver(
  server: string,
  address: string,
): Promise<{ bytes: number; text: string; type: string }> {
  const bytes = await bytesMoved(server + address);
  const answer = await fetch(server + address);
  return { bytes, text: await answer.text(), type: answer.headers.get('content-type') ?? '' };
}

function bytesMoved(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': 'br, gzip' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('end', () => resolve(bytes));
      answer.on('error', reject);
    }).on('error', reject);
  });
}
