// The sign-language video of a class: uploading it with captions, replacing it, taking it away.
import { Router, type Response } from 'express';
import type { AidClass } from '../../catalogue/catalogue.ts';
import { wordsIn } from '../../catalogue/class-words-page.ts';
import { readClassVideo } from '../../catalogue/class-words.ts';
import { videosFolder } from '../../catalogue/videos.ts';
import type { Portal } from '../../portal.ts';
import { checkCsrfAfterUpload } from '../../web/csrf.ts';
import { showForm, type Returned } from '../../web/form-page.ts';
import type { Problem } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf } from '../desk.ts';
import { classIn, crumbsTo } from './class-at-hand.ts';
import { discardFiles, keepContent, keepFile, MOST_VIDEO_BYTES } from './video-file.ts';
import { readVideoForm, type VideoUpload } from './video-form.ts';
import { removeVideo, saveVideo, type NewVideo } from './video-store.ts';
import { receiveVideo, uploadsOf } from './video-upload.ts';

export function videoRoutes(portal: Portal): Router {
  const { db } = portal;
  const folder = videosFolder(portal);
  const routes = Router();

  routes.get('/admin/words/:code/video', async (req, res) => {
    await show(res, await classIn(portal, req.params.code));
  });

  routes.post(
    '/admin/words/:code/video',
    receiveVideo(portal),
    checkCsrfAfterUpload,
    async (req, res) => {
      const own = await classIn(portal, req.params.code);
      const known = await readClassVideo(db.read, own.code);
      const tooLarge = res.locals.uploadProblem as Problem | undefined;
      if (tooLarge) return show(res, own, { typed: {}, problems: [tooLarge] });
      const form = await readVideoForm(req.body ?? {}, uploadsOf(req), known);
      if ('problems' in form) return show(res, own, form);
      const kept = await keep(own.code, form.values);
      await discardFiles(folder, await saveVideo(db, actOf(res, portal), own.code, kept));
      done(res, own, 'administration.saved');
    },
  );

  routes.post('/admin/words/:code/video/removal', async (req, res) => {
    const own = await classIn(portal, req.params.code);
    await discardFiles(folder, await removeVideo(db, actOf(res, portal), own.code));
    done(res, own, 'administration.removed');
  });

  // Files first, then the rows: what a failed act leaves behind bears the name that the next try gives it again.
  async function keep(code: string, upload: VideoUpload): Promise<NewVideo> {
    const { video, poster } = upload;
    const captions = [];
    for (const { language, content, transcript } of upload.captions) {
      const file = await keepContent(folder, content, { code, ending: 'vtt' });
      captions.push({ language, file, transcript });
    }
    return {
      captions,
      poster: poster && {
        file: await keepContent(folder, poster.content, { code, ending: 'webp' }),
        width: poster.width,
        height: poster.height,
      },
      video: video && {
        file: await keepFile(folder, video.path, { code, ending: video.kind }),
        bytes: video.bytes,
      },
    };
  }

  async function show(res: Response, own: AidClass, returned?: Returned): Promise<void> {
    const visit = visitOf(res);
    const video = await readClassVideo(db.read, own.code);
    showForm(
      portal,
      res,
      'administration/words/video',
      {
        title: visit.t('words.admin.videoOf', { name: own.names[visit.lang] }),
        breadcrumbs: crumbsTo(res, own),
        own,
        video: wordsIn({ text: null, questions: [], video }, visit).video,
        megabytes: MOST_VIDEO_BYTES / 1024 / 1024,
        current: {},
      },
      returned,
    );
  }

  return routes;
}

function done(res: Response, own: AidClass, notice: string): void {
  leaveNotice(res, notice);
  res.redirect(303, visitOf(res).paths.adminWordsOf(own.code));
}
