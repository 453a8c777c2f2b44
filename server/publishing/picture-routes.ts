// Pictures of a product: uploading one with its description, their order, and what stands where there is none.
import { randomUUID } from 'node:crypto';
import { Router, type RequestHandler, type Response } from 'express';
import multer, { MulterError } from 'multer';
import { picturesFolder } from '../catalogue/catalogue.ts';
import type { ProductDesk } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { checkCsrfAfterUpload } from '../web/csrf.ts';
import { inThree } from '../web/desk-fields.ts';
import { BadRequest } from '../web/errors.ts';
import { readForm, text, ticked, type Problem } from '../web/forms.ts';
import { showForm, type Returned } from '../web/form-page.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import type { PictureContent } from './content.ts';
import { actAt, crumbsAt, numberIn } from './desk.ts';
import { changeDraft, type Edit } from './drafting.ts';
import { openProduct } from './held.ts';
import { MOST_BYTES, discardPicture, readPicture, storePicture } from './picture-file.ts';
import { headFields, three } from './product-form.ts';
import { lockOf } from './product-frame.ts';

const MOST_PICTURES = 8;

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FILE = /^[a-z0-9][a-z0-9-]{0,75}\.(jpg|png|webp)$/;

const { version } = headFields;
const fields = {
  version,
  key: text({ missing: 'administration.missing.picture', max: 36, pattern: KEY }),
  ...inThree('alt', { max: 200 }),
};
const one = {
  version,
  file: text({ missing: 'administration.missing.picture', max: 80, pattern: FILE }),
};
const drawing = { version, drawing_stands: ticked() };

const upload = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: {
    fileSize: MOST_BYTES,
    files: 1,
    fields: 10,
    parts: 12,
    fieldSize: 4000,
    fieldNameSize: 40,
    headerPairs: 20,
  },
}).single('picture');

export function pictureRoutes(portal: Portal, desk: ProductDesk): Router {
  const { db } = portal;
  const folder = picturesFolder(portal);
  const routes = Router();
  const base = `/${desk}/products/:id/pictures` as const;

  routes.get(base, async (req, res) => {
    await show(res, numberIn(req.params.id));
  });

  routes.post(base, receivePicture, checkCsrfAfterUpload, async (req, res) => {
    const id = numberIn(req.params.id);
    const act = actAt(desk, res, portal);
    const { content } = await openProduct(db.read, id, act.supplierId);
    const form = readForm(fields, req.body ?? {});
    const picture = res.locals.uploadProblem
      ? { problems: [res.locals.uploadProblem as Problem] }
      : await readPicture(req.file, 'values' in form ? form.values.key : '');
    if ('problems' in form || 'problems' in picture) {
      const problems = [form, picture].flatMap((part) => ('problems' in part ? part.problems : []));
      return show(res, id, { typed: form.typed, problems });
    }
    const { name: file, width, height } = picture;
    const added = { file, width, height, alts: three(form.values, 'alt') };
    const isNew = !content.pictures.some((held) => held.file === file);
    const stored = isNew && (await storePicture(folder, picture));
    let problems: Problem[];
    try {
      problems = await write(res, id, form.values.version, (held) => withPicture(held, added));
    } catch (error) {
      if (stored) await discardPicture(folder, file);
      throw error;
    }
    if (problems.length) {
      if (stored) await discardPicture(folder, file);
      return show(res, id, { typed: form.typed, problems });
    }
    done(res, id, 'administration.pictures.added');
  });

  // The file stays: versions and what is published may still show it.
  routes.post(`${base}/removal`, async (req, res) => {
    await changePictures(res, numberIn(req.params.id), req.body, (pictures, file) =>
      pictures.filter((picture) => picture.file !== file),
    );
  });

  routes.post(`${base}/first`, async (req, res) => {
    await changePictures(res, numberIn(req.params.id), req.body, (pictures, file) =>
      pictures.toSorted((a, b) => Number(b.file === file) - Number(a.file === file)),
    );
  });

  routes.post(`${base}/drawing`, async (req, res) => {
    const id = numberIn(req.params.id);
    await openProduct(db.read, id, actAt(desk, res, portal).supplierId);
    const form = readForm(drawing, req.body ?? {});
    if ('problems' in form) return show(res, id, form);
    const { drawing_stands: drawingStands } = form.values;
    const problems = await write(res, id, form.values.version, (content) => ({
      ...content,
      drawingStands,
    }));
    if (problems.length) return show(res, id, { typed: form.typed, problems });
    done(res, id, 'publishing.saved');
  });

  async function changePictures(
    res: Response,
    id: number,
    body: unknown,
    change: (pictures: PictureContent[], file: string) => PictureContent[],
  ): Promise<void> {
    await openProduct(db.read, id, actAt(desk, res, portal).supplierId);
    const form = readForm(one, body ?? {});
    if ('problems' in form) return show(res, id, form);
    const problems = await write(res, id, form.values.version, (content) => ({
      ...content,
      pictures: change(content.pictures, form.values.file),
    }));
    if (problems.length) return show(res, id, { typed: form.typed, problems });
    done(res, id, 'publishing.saved');
  }

  function write(res: Response, id: number, stamp: string | null, edit: Edit) {
    return changeDraft(db, actAt(desk, res, portal), id, { stamp: stamp ?? '', edit });
  }

  async function show(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const act = actAt(desk, res, portal);
    const held = await openProduct(db.read, id, act.supplierId);
    const { content } = held;
    const href = paths.deskProduct(desk, id);
    showForm(
      portal,
      res,
      'publishing/pictures',
      {
        title: t('administration.pictures.title'),
        breadcrumbs: crumbsAt(desk, res, { text: content.names[lang], href }),
        stamp: held.stamp,
        current: { key: randomUUID(), drawing_stands: content.drawingStands ? 'yes' : '' },
        key: returned?.typed.key ?? randomUUID(),
        desk,
        id,
        content,
        up: href,
        full: content.pictures.length >= MOST_PICTURES,
        locked: lockOf(held.open?.status),
      },
      returned,
    );
  }

  function done(res: Response, id: number, notice: string): void {
    leaveNotice(res, notice);
    res.redirect(303, visitOf(res).paths.deskProduct(desk, id, 'pictures'));
  }

  return routes;
}

const withPicture = (content: Parameters<Edit>[0], added: PictureContent): ReturnType<Edit> => {
  if (content.pictures.some(({ file }) => file === added.file)) return content; // sent twice
  if (content.pictures.length >= MOST_PICTURES) {
    return [{ field: 'picture', key: 'administration.wrong.manyPictures' }];
  }
  return { ...content, pictures: [...content.pictures, added] };
};

// A file that is too large is a problem of its field; a form that nothing of ours sends is refused whole.
const receivePicture: RequestHandler = (req, res, next) => {
  upload(req, res, (error: unknown) => {
    if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') {
      res.locals.uploadProblem = { field: 'picture', key: 'administration.wrong.pictureLarge' };
      next();
    } else if (error) next(new BadRequest('errors.badRequest.text'));
    else next();
  });
};
