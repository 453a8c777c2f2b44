// A paper, from the person's telephone to the caseworker's eyes, and who saw it.
import assert from 'node:assert/strict';
import { demoRequest } from '../support/demo-people.ts';
import { photograph } from '../support/files.ts';
import { tabTo } from '../support/keyboard.ts';
import { inEveryLanguage } from './in-every-language.ts';

inEveryLanguage('a paper, sent and seen', async ({ portal, comes }) => {
  const reference = await demoRequest(portal.db, 'TT-03', 'submitted');
  const nurlan = await comes('nurlan');
  const { t, paths, page } = nurlan;
  await nurlan.opens(paths.request(reference));
  await nurlan.presses(t('papers.add.link'));

  // Forgetting the file, then choosing it.
  await nurlan.types(t('papers.add.note'), 'Жаңа бет');
  await nurlan.presses(t('papers.add.button'));
  await nurlan.sees(t('documents.refused.missing'));
  assert.equal(await page.locator('#note').inputValue(), 'Жаңа бет');
  // The button that opens the system's own dialogue is reached by Tab; the dialogue is not ours.
  await tabTo(page, page.locator('button#documents, input#documents'));
  await page.locator('input[type=file][name=documents]').setInputFiles({
    name: 'scan.jpg',
    mimeType: 'image/jpeg',
    buffer: await photograph({ width: 900, height: 600 }),
  });
  await nurlan.presses(t('papers.add.button'));
  await nurlan.sees(t('papers.add.done'));

  const saule = await comes('saule');
  await saule.opens(saule.paths.caseFile(reference));
  await saule.presses('scan.jpg');
  await saule.sees(t('documents.unscanned.warning'));
  const width = await saule.page
    .locator('main img')
    .evaluate((image: HTMLImageElement) => image.naturalWidth);
  assert.ok(width > 0, 'the picture is shown');

  await nurlan.presses('scan.jpg');
  await nurlan.sees(/Сәуле/);
  await nurlan.presses(t('documents.deletion.link'));
  await nurlan.presses(t('documents.deletion.button'));
  await nurlan.sees(t('documents.deletion.done'));
});
