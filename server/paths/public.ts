// Addresses that anybody may open.
import type { At, Query, PictureWidth } from './at.ts';

/** Addresses that anybody may open. */
export function publicPaths(at: At) {
  return {
    home: () => at('/'),

    // The catalogue
    aids: (query?: Query) => at('/aids', query),
    families: () => at('/aids/families'),
    aid: (slug: string, query?: Query) => at(`/aids/${slug}`, query),
    aidClass: (code: string) => at(`/aids/classes/${code}`), // a kind of aid in plain words
    video: (file: string) => `/files/videos/${file}`,
    aidExperiences: (slug: string, query?: Query) => at(`/aids/${slug}/experiences`, query),
    experienceFlag: (slug: string, id: number) => at(`/aids/${slug}/experiences/${id}/flag`),
    priorityAids: () => at('/aids/priority'), // the WHO list
    suggestions: (query?: Query) => at('/aids/suggestions', query),
    missing: (query?: Query) => at('/aids/missing', query),
    news: () => at('/aids/news.atom'),
    /** A photograph in one of the widths of `catalogue/picture-sizes.ts`. */
    picture: (file: string, width: PictureWidth) =>
      `/files/pictures/${file.replace(/\.[a-z]+$/, '')}-${width}.webp`,

    // Choosing: guided, measured, compared, kept
    guide: () => at('/guide'),
    guideFamily: (family: string) => at(`/guide/${family}`),
    guideQuestion: (family: string, question: string, query?: Query) =>
      at(`/guide/${family}/${question}`, query),
    guideResult: (family: string, query?: Query) => at(`/guide/${family}/result`, query),
    guideSheet: (family: string) => at(`/guide/${family}/sheet`), // to print for a therapist
    guideRegion: (family: string) => at(`/guide/${family}/region`),
    guideRestart: (family: string) => at(`/guide/${family}/restart`),
    measures: (query?: Query) => at('/measures', query),
    measureSheet: (family: string, query?: Query) => at(`/measures/${family}`, query),
    measurePaper: (family: string, query?: Query) => at(`/measures/${family}/paper`, query),
    measuresForgotten: () => at('/measures/deletion'), // a stranger's, before the visit ends
    compare: (query?: Query) => at('/compare', query),
    shortlist: (query?: Query) => at('/shortlist', query),
    shortlistItems: () => at('/shortlist/items'),
    shortlistItem: (variantId: number, act: 'note' | 'move' | 'removal') =>
      at(`/shortlist/items/${variantId}/${act}`),
    shortlistSharing: () => at('/shortlist/sharing'),
    shortlistSharingEnd: () => at('/shortlist/sharing/end'),
    shortlistOpening: () => at('/shortlist/opening'), // by the short code
    shortlistRemoval: () => at('/shortlist/removal'),
    sharedShortlist: (secret: string, query?: Query) => at(`/shortlist/${secret}`, query),
    sharedShortlistCopy: (secret: string) => at(`/shortlist/${secret}/copy`),

    // Words about the portal
    help: (query?: Query) => at('/help', query),
    accessibility: () => at('/accessibility'),
    privacy: () => at('/privacy'),
    cookies: () => at('/cookies'),
    openData: () => at('/open-data'),
    display: (query?: Query) => at('/display', query),

    // Coming and going
    signIn: (query?: Query) => at('/sign-in', query),
    signOut: () => at('/sign-out'),
    signedOut: () => at('/signed-out'),
    register: (query?: Query) => at('/register', query),
    welcome: (query?: Query) => at('/welcome', query),
  };
}
