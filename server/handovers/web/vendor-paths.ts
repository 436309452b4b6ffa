/** The vendor's pages at the end of a contract: open to whoever holds the link. */
export const vendorPaths = {
  sheet: (token: string): string => `/giao/${token}`,
  item: (token: string, itemId: string): string => `/giao/${token}/hang-muc/${itemId}`,
  /** Where large files of an item begin. */
  beginUpload: (token: string, itemId: string): string => `/giao/${token}/hang-muc/${itemId}/tep`,
  /** Where the pieces of a large file go. */
  upload: (token: string, uploadId: string): string => `/giao/${token}/tep/${uploadId}`,
} as const;

/** The officer's pages about the link and about large files. */
export const linkPaths = {
  send: (closingId: string): string => `/ban-giao/${closingId}/duong-lien-ket`,
  revoke: (closingId: string): string => `/ban-giao/${closingId}/duong-lien-ket/thu-hoi`,
  beginUpload: (itemId: string): string => `/ban-giao/muc/${itemId}/tep`,
  upload: (uploadId: string): string => `/ban-giao/tep/${uploadId}`,
} as const;

/** The pages of review. */
export const reviewPaths = {
  list: (closingId: string): string => `/ban-giao/${closingId}/minh-chung`,
  subject: (kind: string, id: string): string => `/ban-giao/minh-chung/${kind}/${id}`,
  /** The page with one of its files open. */
  file: (kind: string, id: string, fileId: string): string => `/ban-giao/minh-chung/${kind}/${id}?tep=${fileId}`,
  answer: (reviewId: string): string => `/ban-giao/nhan-xet/${reviewId}/tra-loi`,
  /** The checks of all stored evidence. */
  checks: '/kiem-tra-tep',
} as const;
