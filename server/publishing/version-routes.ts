// The versions of a product: each as it was, and how it differed from the one that was shown before.
import { Router } from 'express';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import type { ProductDesk } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { visitOf } from '../web/visit.ts';
import { countryName } from './countries.ts';
import { actAt, crumbsAt, numberIn } from './desk.ts';
import { differenceGroups, factText, unitText } from './difference-rows.ts';
import { differences } from './differences.ts';
import { groundOf } from './ground.ts';
import { openProduct } from './held.ts';
import { namesOfAccounts } from './people.ts';
import { findShownBefore, findVersion } from './store.ts';

export function versionRoutes(portal: Portal, desk: ProductDesk): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get(`/${desk}/products/:id/versions/:number`, async (req, res) => {
    const visit = visitOf(res);
    const { t, paths, lang } = visit;
    const act = actAt(desk, res, portal);
    const held = await openProduct(db.read, numberIn(req.params.id), act.supplierId);
    const revision = await findVersion(db.read, held.productId, numberIn(req.params.number));
    const isOwn = revision.supplierId === act.supplierId || revision.status === 'published';
    if (act.supplierId !== null && !isOwn) throw new NotFound();
    const before = await findShownBefore(db.read, revision);
    const snapshot = await catalogueSnapshot(db);
    const ground = groundOf(snapshot);
    const { content } = revision;
    const definitions = ground.definitionsOf(content.aidClassCode);
    const all = [
      ...definitions,
      ...(before ? ground.definitionsOf(before.content.aidClassCode) : []),
    ];
    page(res, 'publishing/version', {
      title: t('publishing.version.title', { number: revision.number }),
      breadcrumbs: crumbsAt(desk, res, {
        text: held.content.names[lang],
        href: paths.deskProduct(desk, held.productId),
      }),
      width: 'wide',
      desk,
      id: held.productId,
      revision,
      content,
      before,
      people: desk === 'admin' ? await namesOfAccounts(db.read, revision) : new Map(),
      groups: before
        ? differenceGroups(differences(before.content, content, all), before.content, content, {
            visit,
            classes: snapshot.classes,
          })
        : null,
      className: snapshot.classes.find(content.aidClassCode)?.names,
      country: countryName(content.origin, lang),
      definitions,
      text: (value: string | number | boolean, definition: (typeof definitions)[number]) =>
        factText({ what: 'value', value, definition }, visit, snapshot.classes),
      unit: (unit: string) => unitText(unit, t),
    });
  });

  return routes;
}
