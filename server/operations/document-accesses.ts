// Who may read papers, by the kind of record they belong to: each slice decides for its own.
import { earlyAccess, faultAccess } from '../aftercare/document-access.ts';
import { complaintPapers } from '../complaints/panels.ts';
import { correctionPapers } from '../corrections/panels.ts';
import { paperRequestPapers } from '../assisted/papers.ts';
import type { DocumentAccess } from '../documents/documents.ts';
import { answerPapers, requestPapers } from '../papers/access.ts';
import { representationPapers } from '../representations/papers.ts';

export const documentAccesses: readonly DocumentAccess[] = [
  paperRequestPapers,
  requestPapers,
  answerPapers,
  representationPapers,
  complaintPapers,
  correctionPapers,
  faultAccess,
  earlyAccess,
];
