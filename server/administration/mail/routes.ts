// E-mail that would have gone out: in development it is written to a folder, and read here.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Router } from 'express';
import type { Portal } from '../../portal.ts';
import { NotFound } from '../../web/errors.ts';
import { visitOf } from '../../web/visit.ts';
import { codeIn, crumbsTo } from '../desk.ts';
import { PAGE_SIZE } from '../list-page.ts';
import { readMail } from './mail-file.ts';

const MAIL_FILE = /^\w[\w.-]{0,120}\.eml$/;

export function mailRoutes({ config, page }: Portal): Router {
  const routes = Router();
  const folder = path.resolve(config.mailDir);

  routes.use('/admin/mail', (_req, _res, next) => {
    if (config.environment === 'production') throw new NotFound();
    next();
  });

  routes.get('/admin/mail', async (_req, res) => {
    const { t } = visitOf(res);
    const files = await newestFiles(folder);
    const mails = await Promise.all(
      files.map(async (file) => ({
        file,
        ...readMail(await readFile(path.join(folder, file), 'utf8')),
      })),
    );
    page(res, 'administration/mail/list', {
      title: t('administration.list.mail'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      mails,
    });
  });

  routes.get('/admin/mail/:file', async (req, res) => {
    const file = codeIn(req.params.file, MAIL_FILE);
    const source = await readFile(path.join(folder, file), 'utf8').catch(() => {
      throw new NotFound();
    });
    const mail = readMail(source);
    page(res, 'administration/mail/show', {
      title: mail.subject,
      breadcrumbs: crumbsTo(res, 'mail'),
      mail,
    });
  });

  return routes;
}

// Names begin with the time, so that the last in order is the newest. No folder yet: no mail yet.
async function newestFiles(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files
    .filter((file) => MAIL_FILE.test(file))
    .toSorted()
    .toReversed()
    .slice(0, PAGE_SIZE);
}
