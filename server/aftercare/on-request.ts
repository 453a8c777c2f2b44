// Acts of aftercare on the request that brought an aid: it closes, waits for a talk, or opens again.
import { findAid } from '../aids/aids.ts';
import { isDuplicate } from '../database.ts';
import type { Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import { perform, type Change, type Scene } from '../requests/acts/perform.ts';
import { tellFamily } from '../requests/acts/tell.ts';
import { NotFound } from '../web/errors.ts';
import { refused, roleAt, type CareOrder, type Means, type Result } from './scene.ts';

/** What closes the request, or keeps it open until the talk; the family is told. */
export function closing(
  means: Means,
  { trx, request, at }: Scene,
  { talkBy, dueOn }: { talkBy: string | null; dueOn: string | null },
): Change {
  const kind = talkBy ? 'request.fit_talk_wished' : 'request.fit_confirmed';
  return {
    dueOn,
    afterwards: ({ eventKey }) =>
      tellFamily(trx, means.texts, request, {
        kind,
        eventKey,
        at,
        values: (_: Lang, format: Format) => ({ date: talkBy ? format.date(talkBy) : '' }),
      }),
  };
}

/** Does an act on the request, by somebody who stands to the aid as their desk asks. */
export async function onRequest(
  means: Means,
  { by, side, at, aidId, key }: CareOrder,
  {
    act,
    reference,
    version,
  }: {
    act: 'fit_failed' | 'fit_talk' | 'fit_confirmed';
    reference: string;
    version: number;
  },
  body: Parameters<typeof perform>[3],
): Promise<Result> {
  try {
    return await perform(means, act, { by, at, reference, version, key }, async (scene) => {
      const aid = await findAid(scene.trx, aidId);
      const role = aid && (await roleAt(scene.trx, aid, { by, side, day: scene.day }));
      if (!role) throw new NotFound();
      if (role === 'see-only' || role === 'own-case') return refused(role);
      return body(scene);
    });
  } catch (error) {
    // Somebody began another request for the same line at this moment.
    if (isDuplicate(error, 'entitlement')) return refused('live-request-exists');
    throw error;
  }
}
