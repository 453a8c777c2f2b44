// Pictures of a product: uploading one with its description, and taking one away.
import { randomUUID } from 'node:crypto';
import { Router, type RequestHandler, type Response } from 'express';
import multer, { MulterError } from 'multer';
import { picturesFolder } from '../../catalogue/pictures.ts';
import type { Portal } from '../../portal.ts';
import { checkCsrfAfterUpload } from '../../web/csrf.ts';
import { BadRequest } from '../../web/errors.ts';
import { readForm, text, type Problem } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { inThree } from '../../web/desk-fields.ts';
import { showForm, type Returned } from '../../web/form-page.ts';
import { isEditable } from '../publication.ts';
import { discardPicture, MOST_BYTES, readPicture, storePicture } from './picture-file.ts';
import { addPicture, listPictures, MOST_PICTURES, removePicture } from './picture-store.ts';
import { findProduct } from './store.ts';

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const fields = {
  key: text({ missing: 'administration.missing.picture', max: 36, pattern: KEY }),
  ...inThree('alt', { max: 200 }),
};

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

export function pictureRoutes(portal: Portal): Router {
  const { db } = portal;
  const folder = picturesFolder(portal);
  const routes = Router();

  routes.get('/admin/products/:id/pictures', async (req, res) => {
    await show(res, idIn(req.params.id));
  });

  routes.post(
    '/admin/products/:id/pictures',
    receivePicture,
    checkCsrfAfterUpload,
    async (req, res) => {
      const product = await findProduct(db.read, idIn(req.params.id));
      const form = readForm(fields, req.body ?? {});
      const picture = res.locals.uploadProblem
        ? { problems: [res.locals.uploadProblem as Problem] }
        : await readPicture(req.file, 'values' in form ? form.values.key : '');
      if ('problems' in form || 'problems' in picture) {
        const problems = [form, picture].flatMap((one) => ('problems' in one ? one.problems : []));
        return show(res, product.id, { typed: form.typed, problems });
      }
      const { key: _key, ...alt } = form.values;
      if (await storePicture(folder, picture)) {
        try {
          await addPicture(db, actOf(res, portal), product.id, picture, alt);
        } catch (error) {
          await discardPicture(folder, picture.name);
          throw error;
        }
      }
      done(res, product.id, 'administration.pictures.added');
    },
  );

  routes.post('/admin/products/:id/pictures/:picture/removal', async (req, res) => {
    const { id } = await findProduct(db.read, idIn(req.params.id));
    const act = actOf(res, portal);
    const file = await removePicture(db, act, id, idIn(req.params.picture));
    if (file) await discardPicture(folder, file);
    done(res, id, 'administration.removed');
  });

  async function show(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const product = await findProduct(db.read, id);
    const href = paths.adminItem('products', id);
    const pictures = await listPictures(db.read, id);
    showForm(
      portal,
      res,
      'administration/products/pictures',
      {
        title: t('administration.pictures.title'),
        breadcrumbs: crumbsTo(res, 'products', { text: product[`name_${lang}`], href }),
        current: { key: randomUUID() },
        product,
        up: href,
        pictures,
        full: pictures.length >= MOST_PICTURES,
        editable: isEditable(product.status),
      },
      returned,
    );
  }

  return routes;
}

function done(res: Response, id: number, notice: string): void {
  leaveNotice(res, notice);
  res.redirect(303, visitOf(res).paths.adminAct('products', id, 'pictures'));
}

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
